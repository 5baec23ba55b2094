package io.metastep.integration.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.integration.harness.ChildApplication;
import io.metastep.integration.harness.Instance;
import io.metastep.streams.core.Counters.Event;

/** Brings an instance to the phase of the scenario; returns while it is in it. */
final class Approach {
    private static final int BACKLOG = 60;
    private static final int REPLAYED = 120;
    private static final int REPLAYS = 5;

    private Approach() {}

    /** Starts a child and brings it to the phase; a replay follows a kill or an abort, as the seed has it. */
    static ChildApplication child(Arena arena) {
        ChildApplication child = arena.launch("first").awaitRunning();
        if (arena.scenario().phase() != Phase.DURING_REPLAY) {
            reach(arena, child);
            return child;
        }
        if (arena.random().nextBoolean()) {
            reach(arena, child);
            return isReplaying(arena, child) ? child : replayingAfterKill(arena, child);
        }
        sendAll(arena);
        return replayingAfterKill(arena, child);
    }

    /** A replay may be over before anybody looks: then it has to come again. */
    private static ChildApplication replayingAfterKill(Arena arena, ChildApplication child) {
        ChildApplication again = child;
        for (int i = 0; i < REPLAYS; i++) {
            again.child().kill();
            again = arena.launch("first");
            arena.awaitCount(again, Event.REPLAYED, 1);
            if (isReplaying(arena, again)) {
                return again;
            }
        }
        return again;
    }

    private static boolean isReplaying(Arena arena, Instance instance) {
        return instance.counted(Event.REPLAYED) < arena.records();
    }

    /**
     * Brings a running instance to the phase and sees that it is not over.
     *
     * @return how far the instance is, for the table
     */
    static String enter(Arena arena, Instance instance) {
        reach(arena, instance);
        String evidence = arena.counts(instance);
        requireIn(arena, instance);
        return evidence;
    }

    private static void reach(Arena arena, Instance instance) {
        switch (arena.scenario().phase()) {
            case EARLY -> {
                arena.send(BACKLOG);
                arena.awaitCount(instance, Event.STEPS, 1 + arena.random().nextInt(20));
            }
            case IN_MID_SNAPSHOT -> {
                arena.send(BACKLOG);
                arena.awaitCount(instance, Event.SNAPSHOTS, 1 + arena.random().nextInt(12));
            }
            case DURING_REPLAY -> {
                sendAll(arena);
                long before = instance.counted(Event.REPLAYED);
                arena.cluster().abortTransactionsOf(arena.topics());
                arena.send(2);
                arena.awaitCount(instance, Event.REPLAYED, before + 1);
            }
        }
    }

    private static void sendAll(Arena arena) {
        arena.send(REPLAYED);
        arena.awaitAnswers();
    }

    /** That the phase was not over before the fault struck. */
    static void requireIn(Arena arena, Instance instance) {
        switch (arena.scenario().phase()) {
            case EARLY -> assertThat(instance.counted(Event.STEPS)).isLessThan(arena.records());
            case IN_MID_SNAPSHOT -> {
                assertThat(instance.counted(Event.SNAPSHOTS)).isPositive();
                assertThat(instance.counted(Event.STEPS)).isLessThan(arena.records());
            }
            case DURING_REPLAY ->
                assertThat(instance.counted(Event.REPLAYED)).isPositive().isLessThan(arena.records());
        }
    }
}
