package io.metastep.metalearner;

import io.metastep.optimizer.OptimizerParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Jobs in process that accompany what is learned from elsewhere, with rescaled coordinates where their workload says so. They run
 * on from call to call and are replaced at their horizons; their order and randomness follow from the seed, not from threads.
 */
public final class Rollouts implements AutoCloseable {
    private final List<JobSlot> slots = new ArrayList<>();
    private int next;

    /** Jobs of the workloads, none of them started. */
    public Rollouts(RolloutSettings settings, List<Workload> workloads, long seed) {
        var seeds = new RandomStream(seed);
        for (Workload workload : workloads) {
            for (int i = 0; i < workload.jobs(); i++) {
                slots.add(new JobSlot(settings, workload, seeds.nextLong()));
            }
        }
    }

    /**
     * Lets jobs in turn, some of them more than once if there are too few, go on until one more trajectory each is complete.
     *
     * @param count trajectories
     * @return their meta-gradients, in the order of the jobs
     */
    public List<SlotReport> advance(int count, OptimizerParameters phi, Workers workers) {
        var step = new MetaStep(phi, 1, false);
        var turns = new int[slots.size()];
        for (int i = 0; i < count; i++) {
            turns[next]++;
            next = (next + 1) % slots.size();
        }
        List<Integer> all = IntStream.range(0, turns.length).boxed().toList();
        return workers.map(all, slot -> advance(slots.get(slot), turns[slot], step)).stream()
                .flatMap(List::stream)
                .toList();
    }

    private static List<SlotReport> advance(JobSlot slot, int turns, MetaStep step) {
        return IntStream.range(0, turns).mapToObj(turn -> slot.advance(step)).toList();
    }

    @Override
    public void close() {
        slots.forEach(JobSlot::close);
    }
}
