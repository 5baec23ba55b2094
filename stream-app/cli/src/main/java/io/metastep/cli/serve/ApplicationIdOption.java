package io.metastep.cli.serve;

import picocli.CommandLine.Option;

/** Which application is meant. */
public final class ApplicationIdOption {

    @Option(
            names = SettingOptions.APPLICATION_ID,
            paramLabel = "ID",
            defaultValue = "metastep",
            description =
                    "Id of the application; instances with the same id share the work (default: ${DEFAULT-VALUE}).")
    private String value = "metastep";

    public String value() {
        return value;
    }
}
