package io.metastep.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaFormatter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Full transitive compatibility. To release a changed schema as its next version:
 * {@code mvn -pl schemas test -Dtest=ReleasedSchemasTest -Dmetastep.release=true}.
 */
class ReleasedSchemasTest {
    static final List<Schema> CURRENT = List.of(
            GradientBlock.getClassSchema(),
            UpdateBlock.getClassSchema(),
            LossReport.getClassSchema(),
            OptimizerVersion.getClassSchema(),
            OptimizerChannel.getClassSchema(),
            TrajectorySegment.getClassSchema(),
            StepComparison.getClassSchema(),
            LearnerState.getClassSchema(),
            JobActivity.getClassSchema());

    record Pair(Schema writer, Schema reader, String name) {
        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    static void release() throws IOException {
        if (!Boolean.getBoolean("metastep.release")) {
            return;
        }
        for (Schema current : CURRENT) {
            release(current, Path.of("released", current.getName()));
        }
    }

    /** From the folder, not from the class path, which may be older. */
    private static void release(Schema current, Path folder) throws IOException {
        Files.createDirectories(folder);
        int count = Objects.requireNonNull(folder.toFile().list()).length;
        if (count == 0
                || !portable(current)
                        .equals(new Schema.Parser()
                                .parse(folder.resolve("v" + count + ".avsc").toFile()))) {
            Files.writeString(folder.resolve("v" + (count + 1) + ".avsc"), format(portable(current)) + "\n");
        }
    }

    static Stream<Pair> pairs() {
        return CURRENT.stream().flatMap(ReleasedSchemasTest::pairs);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void everyVersionReadsWhatEveryOtherWrote(Pair pair) {
        var result = SchemaCompatibility.checkReaderWriterCompatibility(pair.reader, pair.writer);

        assertThat(result.getType()).as(result.getDescription()).isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    }

    @ParameterizedTest
    @FieldSource("CURRENT")
    void theCurrentSchemaIsTheNewestReleasedOne(Schema current) {
        List<Schema> released = ReleasedSchemas.of(current.getName());

        assertThat(released).as("released/%s", current.getName()).isNotEmpty();
        Schema newest = released.get(released.size() - 1);
        assertThat(Wire.fingerprint(newest)).isEqualTo(Wire.fingerprint(current));
        assertThat(newest).as("fingerprints do not cover defaults").isEqualTo(portable(current));
    }

    private static Stream<Pair> pairs(Schema current) {
        List<Schema> released = ReleasedSchemas.of(current.getName());
        List<Schema> all = Stream.concat(released.stream(), Stream.of(current)).toList();
        return all.stream().flatMap(writer -> all.stream()
                .map(reader -> new Pair(
                        writer,
                        reader,
                        current.getName() + " v" + (all.indexOf(writer) + 1) + " read as v"
                                + (all.indexOf(reader) + 1))));
    }

    /** The schema without what only Java needs; equality of schemas covers defaults, not words. */
    private static Schema portable(Schema schema) {
        return new Schema.Parser()
                .parse(format(schema)
                        .replaceAll(
                                "\\{\\s*\"type\" : \"string\",\\s*\"avro.java.string\" : \"String\"\\s*}", "\"string\"")
                        .replaceAll(",\\s*\"avro.java.string\" : \"String\"", ""));
    }

    private static String format(Schema schema) {
        return SchemaFormatter.format("json/pretty", schema);
    }
}
