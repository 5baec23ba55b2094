package io.metastep.streams;

/** How the instances of one application share the partitions. */
public enum GroupProtocol {
    /** The clients assign; fails over after the session timeout. */
    CLASSIC("classic"),
    /** The broker assigns; in Kafka 4.3 it fails over after the broker's session timeout of 45 s. */
    STREAMS("streams");

    private final String setting;

    GroupProtocol(String setting) {
        this.setting = setting;
    }

    String setting() {
        return setting;
    }
}
