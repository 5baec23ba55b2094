package io.metastep.streams;

/** How the instances of one application share the partitions. */
public enum GroupProtocol {
    /** The clients assign; fails over after the session timeout. */
    CLASSIC("classic"),
    /** The broker assigns; fails over after the broker's session timeout for such groups, in Kafka 4.3 45 s by default. */
    STREAMS("streams");

    private final String setting;

    GroupProtocol(String setting) {
        this.setting = setting;
    }

    String setting() {
        return setting;
    }
}
