package io.metastep.integration.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.integration.harness.Await;
import io.metastep.integration.harness.ChildApplication;
import io.metastep.streams.core.Counters.Event;
import java.util.List;
import java.util.regex.Pattern;

/**
 * SIGSTOP until the broker has given the application up and another instance has taken over, then SIGCONT: what the first
 * one still wants to write must be refused. It comes back into the group.
 */
final class Zombie implements Fault {
    /** What Kafka tells somebody who is late. A transaction that timed out meanwhile is InvalidTxnState, and ends the thread. */
    private static final Pattern REFUSED = Pattern.compile(
            "(Fenced|InvalidProducerEpoch|InvalidTxnState|TaskMigrated|UnknownMemberId|IllegalGeneration|CommitFailed)\\w*");

    @Override
    public String name() {
        return "zombie";
    }

    @Override
    public String strike(Arena arena) {
        ChildApplication first = Approach.child(arena);
        String evidence = arena.counts(first);
        Approach.requireIn(arena, first);
        first.child().signal("STOP");
        ChildApplication second = arena.launch("second").awaitRunning();
        awaitMembers(arena, 1);
        arena.send(5);
        arena.awaitAnswers();
        long taken = second.counted(Event.STEPS);
        assertThat(taken)
                .as("steps that the second took while the first was stopped")
                .isPositive();
        first.child().signal("CONT");
        arena.send(5);
        arena.awaitAnswers();
        awaitMembers(arena, 2);
        arena.keep(first);
        arena.keep(second);
        return "stopped after " + evidence + "; another took " + taken + " steps; the first " + met(first);
    }

    private static void awaitMembers(Arena arena, int count) {
        Await.until(count + " members", () -> Groups.members(arena) == count, () -> Groups.members(arena));
    }

    private static String met(ChildApplication first) {
        List<String> refusals = REFUSED.matcher(first.child().output())
                .results()
                .map(found -> found.group())
                .distinct()
                .toList();
        return refusals.isEmpty() ? "had nothing to write" : "met " + String.join(", ", refusals);
    }
}
