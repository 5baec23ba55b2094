package io.metastep.optimizer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Reads {@code 2026-01-01T00:00:00Z}. */
final class InstantFromText extends StdScalarDeserializer<Instant> {

    private static final long serialVersionUID = 1L;

    InstantFromText() {
        super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        String text = parser.getText();
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            return (Instant) context.handleWeirdStringValue(
                    Instant.class, text, "expected an instant such as 2026-01-01T00:00:00Z");
        }
    }
}
