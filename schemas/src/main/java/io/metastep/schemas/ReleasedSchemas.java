package io.metastep.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** The schemas that records may be written with: {@code released/<Name>/v1.avsc}, v2 and so on, oldest first. */
final class ReleasedSchemas {
    private ReleasedSchemas() {}

    static List<Schema> of(String name) {
        List<Schema> schemas = new ArrayList<>();
        for (Schema next = read(name, 1); next != null; next = read(name, schemas.size() + 1)) {
            schemas.add(next);
        }
        return schemas;
    }

    private static @Nullable Schema read(String name, int version) {
        try (InputStream in =
                ReleasedSchemas.class.getResourceAsStream("released/" + name + "/v" + version + ".avsc")) {
            return in == null ? null : new Schema.Parser().parse(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
