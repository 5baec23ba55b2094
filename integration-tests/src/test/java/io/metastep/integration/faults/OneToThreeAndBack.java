package io.metastep.integration.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.integration.harness.Await;
import io.metastep.integration.harness.RunningApplication;
import io.metastep.streams.core.Counters.Event;

/** Two more instances join while the first works, then two of the three leave. */
final class OneToThreeAndBack implements Fault {
    @Override
    public String name() {
        return "one-to-three-and-back";
    }

    @Override
    public Weight weight() {
        return Weight.HEAVY;
    }

    @Override
    public String strike(Arena arena) {
        RunningApplication first = arena.start("first");
        String evidence = Approach.enter(arena, first);
        try (RunningApplication second = arena.start("second")) {
            arena.send(10);
            RunningApplication third = arena.keep(arena.start("third"));
            work(arena, third);
            work(arena, second);
            first.close();
            arena.send(10);
            String shares =
                    first.counted(Event.STEPS) + ", " + second.counted(Event.STEPS) + ", " + third.counted(Event.STEPS);
            return "joined after " + evidence + "; steps of the three: " + shares;
        }
    }

    /** Until it has answered something itself. */
    private static void work(Arena arena, RunningApplication instance) {
        Await.until(
                "work of an instance that joined",
                () -> {
                    arena.send(1);
                    arena.awaitAnswers();
                    return instance.counted(Event.STEPS) > 0;
                },
                () -> arena.counts(instance));
        assertThat(instance.isRunning()).isTrue();
    }
}
