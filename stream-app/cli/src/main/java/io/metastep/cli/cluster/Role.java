package io.metastep.cli.cluster;

import java.util.Locale;

/** Who comes to a tenant's part of a cluster, each with credentials and rights of its own. */
public enum Role {
    /** Training jobs, and those that follow them. */
    CLIENT,
    /** Instances of {@code metastep serve}. */
    APPLICATION,
    /** {@code metastep learn}. */
    LEARNER,
    /** People, and what they run: topics, channels, replays, reports. */
    OPERATOR;

    /** Who has the role unless somebody else is named. */
    public String standardPrincipal(String tenant) {
        return "User:" + tenant + "-" + this;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
