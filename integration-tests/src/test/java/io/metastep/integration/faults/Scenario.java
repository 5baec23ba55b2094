package io.metastep.integration.faults;

import io.metastep.streams.GroupProtocol;
import java.util.Locale;

/** One run of the matrix; everything that can be chosen follows from it. */
record Scenario(Fault fault, Phase phase, GroupProtocol protocol, long seed) {
    static final String PROPERTY = "metastep.faults";

    /** Reads what {@link #toString} wrote. */
    static Scenario of(String text) {
        String[] parts = text.split(":");
        if (parts.length != 4) {
            throw new IllegalArgumentException("A scenario is fault:phase:protocol:seed, got '" + text + "'");
        }
        return new Scenario(
                Faults.named(parts[0]),
                Phase.of(parts[1]),
                GroupProtocol.valueOf(parts[2].toUpperCase(Locale.ROOT)),
                Long.parseLong(parts[3]));
    }

    /** How to run exactly this one again. */
    String again() {
        return "mvn verify -pl integration-tests -Dit.test=FaultMatrixIT -D" + PROPERTY + "=" + this;
    }

    @Override
    public String toString() {
        return "%s:%s:%s:%d"
                .formatted(fault.name(), phase.text(), protocol.name().toLowerCase(Locale.ROOT), seed);
    }
}
