package io.metastep.integration.faults;

import io.metastep.streams.GroupProtocol;
import java.util.Arrays;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Which scenarios run. */
final class Selection {
    private static final String ALL = "all";

    /** Those that no other test covers, in the usual build. */
    private static final String SHORT = String.join(
            ",",
            "zombie:in-mid-snapshot:classic:1",
            "no-space:in-mid-snapshot:classic:1",
            "offsets-lost:in-mid-snapshot:classic:1",
            "failed-transactions:during-replay:classic:1",
            "broker-kill:in-mid-snapshot:classic:1",
            "leader-lost:early:classic:1",
            "network-silence:early:classic:1");

    private Selection() {}

    static Stream<Scenario> scenarios() {
        String wanted = System.getProperty(Scenario.PROPERTY, SHORT);
        return wanted.equals(ALL)
                ? all(Integer.getInteger("metastep.seeds", 1))
                : Arrays.stream(wanted.split(",")).flatMap(Selection::named);
    }

    /** Rows of the table for the scenarios that there are not. */
    static Stream<String> senseless() {
        return Faults.ALL.stream()
                .flatMap(fault -> Arrays.stream(Phase.values()).flatMap(phase -> Arrays.stream(GroupProtocol.values())
                        .flatMap(protocol -> fault.senseless(phase, protocol).stream())
                        .distinct()
                        .map(why -> "| %s:%s | none: %s | | |".formatted(fault.name(), phase.text(), why))));
    }

    /** A scenario, or all of a fault: {@code kill}. */
    private static Stream<Scenario> named(String text) {
        return text.contains(":")
                ? Stream.of(Scenario.of(text))
                : of(Faults.named(text), Integer.getInteger("metastep.seeds", 1));
    }

    private static Stream<Scenario> all(int seeds) {
        return Faults.ALL.stream().flatMap(fault -> of(fault, seeds));
    }

    private static Stream<Scenario> of(Fault fault, int seeds) {
        return Arrays.stream(Phase.values()).flatMap(phase -> Arrays.stream(GroupProtocol.values())
                .filter(protocol -> fault.senseless(phase, protocol).isEmpty())
                .flatMap(protocol ->
                        LongStream.rangeClosed(1, seeds).mapToObj(seed -> new Scenario(fault, phase, protocol, seed))));
    }
}
