package io.metastep.cli.serve;

import io.metastep.optimizer.BlockState.Encoding;
import picocli.CommandLine.Option;

/** How an application keeps what it remembers. */
public final class SnapshotEncodingOption {

    @Option(
            names = SettingOptions.SNAPSHOT_ENCODING,
            paramLabel = "ENCODING",
            defaultValue = "FLOAT32",
            description =
                    "${COMPLETION-CANDIDATES}: how regular snapshots hold optimizer state; BFLOAT16 halves them and"
                            + " rounds the live memory at the same points (default: ${DEFAULT-VALUE}).")
    private Encoding value = Encoding.FLOAT32;

    public Encoding value() {
        return value;
    }
}
