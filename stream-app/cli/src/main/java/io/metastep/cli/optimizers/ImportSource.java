package io.metastep.cli.optimizers;

import io.metastep.cli.Version;
import io.metastep.optimizer.Provenance;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where and when something is imported.
 *
 * @param command that imports it again
 */
record ImportSource(Path file, String command, Instant time) {

    private static final long NO_SEED = 0;

    /**
     * The provenance of an optimizer from elsewhere.
     *
     * @param parent what it was made of, empty if that is unknown
     * @param seen what it has seen, empty if that is unknown
     * @param reading how the file was read
     */
    Provenance provenance(String parent, String seen, String reading) {
        Map<String, String> details = new TreeMap<>();
        details.put("imported from", String.valueOf(file.getFileName()));
        details.put("imported as", reading);
        if (!seen.isEmpty()) {
            details.put(TrainingDetails.SEEN, seen);
        }
        return new Provenance(Version.program() + ", import", command, time, NO_SEED, parent, details);
    }
}
