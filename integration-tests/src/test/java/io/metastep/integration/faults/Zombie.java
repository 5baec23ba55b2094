package io.metastep.integration.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.integration.harness.ChildApplication;
import io.metastep.streams.core.Counters.Event;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SIGSTOP until another instance has taken over, then SIGCONT: what the first one still wants to write must be refused. */
final class Zombie implements Fault {
    private static final Pattern FENCED = Pattern.compile(
            "(\\w*(?:Fenced|InvalidProducerEpoch|TaskMigrated|UnknownMemberId|IllegalGeneration|CommitFailed)\\w*Exception)");

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
        arena.send(5);
        arena.awaitAnswers();
        long taken = second.counted(Event.STEPS);
        assertThat(taken)
                .as("steps that the second took while the first was stopped")
                .isPositive();
        first.child().signal("CONT");
        first.child().awaitMatch(FENCED.pattern());
        Matcher fenced = FENCED.matcher(first.child().output());
        assertThat(fenced.find()).isTrue();
        arena.keep(first);
        arena.keep(second);
        return "stopped after " + evidence + "; another took " + taken + " steps; the first met " + fenced.group(1);
    }
}
