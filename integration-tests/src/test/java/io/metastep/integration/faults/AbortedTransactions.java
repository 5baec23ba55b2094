package io.metastep.integration.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.integration.harness.RunningApplication;
import io.metastep.streams.core.Counters.Event;

/** Another producer of the same name aborts what is open and fences the application's, two or three times. */
final class AbortedTransactions implements Fault {
    @Override
    public String name() {
        return "aborted-transactions";
    }

    @Override
    public Weight weight() {
        return Weight.HEAVY;
    }

    @Override
    public String strike(Arena arena) {
        RunningApplication application = arena.keep(arena.start("first"));
        String evidence = Approach.enter(arena, application);
        long replayed = application.counted(Event.REPLAYED);
        int times = 2 + arena.random().nextInt(2);
        for (int i = 0; i < times; i++) {
            arena.cluster().abortTransactionsOf(arena.topics());
            arena.send(1 + arena.random().nextInt(6));
        }
        arena.awaitAnswers();
        long again = application.counted(Event.REPLAYED) - replayed;
        assertThat(again).as("replayed since").isPositive();
        return times + " times fenced after " + evidence + ", then " + again + " replayed";
    }
}
