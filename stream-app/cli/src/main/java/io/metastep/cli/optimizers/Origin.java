package io.metastep.cli.optimizers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.metastep.cli.JsonText;
import io.metastep.optimizer.OptimizerFile;

/**
 * The optimizer that an npz file was made of: everything but its parameters. In the file it is the array {@code metastep}: JSON in UTF-8
 * as an array of bytes.
 *
 * @param header family, version, spec and provenance, as in an optimizer file
 * @param checksum of the optimizer file, by which changed parameters are noticed
 */
record Origin(String header, String checksum) {

    /** The array that holds it. */
    static final String NAME = "metastep";

    private static final int FORMAT = 1;

    static Origin of(OptimizerFile file) {
        return new Origin(file.header().toJson(), file.checksum());
    }

    String json() {
        try {
            return JsonText.object()
                    .put("format", FORMAT)
                    .put("checksum", checksum)
                    .set("optimizer", JsonText.parse(header))
                    .toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the header of an optimizer is not JSON: " + header, e);
        }
    }

    /**
     * Reads what {@link #json} wrote.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static Origin parse(String json) {
        JsonNode tree = tree(json);
        int format = tree.path("format").asInt();
        if (format != FORMAT) {
            throw new IllegalArgumentException(
                    "has format %s, this program reads format %d; use a later version of Metastep"
                            .formatted(tree.path("format"), FORMAT));
        }
        return new Origin(
                tree.path("optimizer").toString(), tree.path("checksum").asText());
    }

    private static JsonNode tree(String json) {
        try {
            return JsonText.parse(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("is not JSON: " + Printable.of(e.getOriginalMessage()), e);
        }
    }
}
