package io.metastep.cli.bench.learn;

import io.metastep.cli.bench.inmemory.Fault;
import io.metastep.cli.bench.inmemory.JobInMemory;
import io.metastep.cli.bench.inmemory.ServedInMemory;
import io.metastep.optimizees.Task;
import io.metastep.schemas.TrajectorySegment;
import io.metastep.streams.core.CoreSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/** Jobs beside each other that step in turn; one that is done is replaced by the next. */
final class Fleet implements AutoCloseable {
    /** What a round takes on the fleet's clock: nothing waits for it, but a learner wants to know the time. */
    private static final Duration ROUND = Duration.ofMillis(100);

    private static final float FALLBACK_RATE = 0.001f;

    private final Plan plan;
    private final LearnerInMemory learner;
    private final List<Member> members = new ArrayList<>();
    private final List<TrajectorySegment> segments = new ArrayList<>(); // of this round
    private Instant now = Instant.EPOCH;
    private long started;
    private long done;

    /**
     * What the jobs are.
     *
     * @param rota what they train, in turn
     * @param steps of each
     * @param jobs beside each other
     * @param optimizer channel that they follow
     * @param faults what the n-th job gets wrong
     * @param seed of the first job
     */
    record Plan(
            List<Task> rota,
            int steps,
            int jobs,
            String optimizer,
            CoreSettings settings,
            LongFunction<Fault> faults,
            long seed) {
        Plan {
            rota = List.copyOf(rota);
        }
    }

    private record Member(JobInMemory job, int steps) {}

    Fleet(Plan plan, LearnerInMemory learner) {
        this.plan = plan;
        this.learner = learner;
        // The first jobs are of different lengths, so that not all are of one age ever after.
        for (int i = 0; i < plan.jobs(); i++) {
            members.add(next(Math.max(1, plan.steps() * (i + 1) / plan.jobs())));
        }
    }

    private Member next(int steps) {
        long number = started++;
        Task task = plan.rota().get((int) (number % plan.rota().size()));
        var application = new ServedInMemory(plan.settings(), new ServedFamily(learner.served()), segments::add);
        var spec = new JobInMemory.Spec("job-%06d".formatted(number), plan.optimizer(), task.name(), FALLBACK_RATE);
        Fault fault = plan.faults().apply(number);
        return new Member(new JobInMemory(spec, task.open(plan.seed() + number), application, fault), steps);
    }

    /** Lets every job take one step, and the learner what it left. */
    void round() {
        now = now.plus(ROUND);
        members.replaceAll(this::stepped);
        segments.forEach(segment -> learner.take(segment, now));
        segments.clear();
    }

    private Member stepped(Member member) {
        member.job().step();
        if (member.job().steps() < member.steps()) {
            return member;
        }
        member.job().finish();
        member.job().close();
        done++;
        return next(plan.steps());
    }

    /** Jobs that are done. */
    long done() {
        return done;
    }

    @Override
    public void close() {
        members.forEach(member -> member.job().close());
    }
}
