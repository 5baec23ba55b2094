package io.metastep.cli;

import picocli.CommandLine.IVersionProvider;

/** {@code metastep --version}: the program's, Kafka's and Java's. */
public final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {
            "Metastep " + of(Version.class, "development"),
            "Kafka " + org.apache.kafka.common.utils.AppInfoParser.getVersion(),
            "Java " + Runtime.version() + " (" + System.getProperty("java.vm.name") + ")"
        };
    }

    /** This program as a provenance names it: {@code metastep 0.1.0}. */
    public static String program() {
        return "metastep " + of(Version.class, "development");
    }

    private static String of(Class<?> type, String otherwise) {
        String version = type.getPackage().getImplementationVersion();
        return version == null ? otherwise : version;
    }
}
