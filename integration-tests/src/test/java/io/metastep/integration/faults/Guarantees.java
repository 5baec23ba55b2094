package io.metastep.integration.faults;

import java.util.List;

/** All that is checked after each fault. */
final class Guarantees {
    static final List<Guarantee> ALL = List.of(
            new AnsweredOnce(),
            new InOrder(),
            new BitsOfAnUninterruptedRun(),
            new VersionsChangeBetweenUnrolls(),
            new RecomputedAlike(),
            new NothingElseRejected(),
            new ThreadsAlive());

    private Guarantees() {}

    static void check(Aftermath aftermath) {
        ALL.forEach(guarantee -> check(guarantee, aftermath));
    }

    private static void check(Guarantee guarantee, Aftermath aftermath) {
        try {
            guarantee.check(aftermath);
        } catch (AssertionError e) {
            throw new AssertionError("Broken: " + guarantee.name() + ". " + e.getMessage(), e);
        }
    }
}
