package io.metastep.integration.faults;

import io.metastep.integration.harness.Await;
import io.metastep.integration.harness.RunningApplication;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.kafka.streams.StreamsConfig;

/** Commits fail in one to three ways, injected into the application's own producers. */
final class FailedTransactions implements Fault {
    @Override
    public String name() {
        return "failed-transactions";
    }

    @Override
    public Weight weight() {
        return Weight.HEAVY;
    }

    @Override
    public String strike(Arena arena) {
        FailurePlan plan = FailurePlan.of(arena.topics().prefix());
        RunningApplication application = arena.keep(arena.start(
                "first",
                settings -> settings.clientProperties(
                        Map.of(StreamsConfig.DEFAULT_CLIENT_SUPPLIER_CONFIG, FailingClients.class.getName()))));
        String evidence = Approach.enter(arena, application);
        plan.arm(arena.random().nextInt(3), failures(arena.random()));
        Await.until(
                "injected failures",
                () -> {
                    arena.send(1);
                    arena.awaitAnswers();
                    return plan.isDone();
                },
                plan::struck);
        arena.awaitAnswers();
        return "commits failed with " + plan.struck() + " after " + evidence;
    }

    private static List<FailurePlan.Failure> failures(SplittableRandom random) {
        FailurePlan.Failure[] all = FailurePlan.Failure.values();
        return IntStream.range(0, 1 + random.nextInt(3))
                .mapToObj(i -> all[random.nextInt(all.length)])
                .toList();
    }
}
