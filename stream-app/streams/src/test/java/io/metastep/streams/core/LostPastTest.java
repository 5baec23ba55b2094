package io.metastep.streams.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.schemas.UpdateAction;
import io.metastep.schemas.UpdateBlock;
import io.metastep.streams.core.Counters.Event;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Random jobs through random crashes after which the log, or a version, is partly gone: whatever is lost, every record is
 * answered once and in order, and no memory pretends to be what it is not.
 */
class LostPastTest {
    private static final int SEEDS = 400;
    private static final int RECORDS = 240;

    private Random random = new Random(0);
    private World world = new World();
    private long restarts;

    @Test
    void whatever_is_lost_the_stream_goes_on() {
        Simulation.run(LostPastTest.class, SEEDS, this::run);
        assertThat(restarts).isPositive();
    }

    private void run(long seed) {
        random = new Random(seed);
        world = new World();
        RandomJobs jobs = new RandomJobs(random);
        world.publish(random.nextInt(RECORDS), "a@2");
        while (world.logSize() < RECORDS) {
            jobs.extend(world::append);
            if (random.nextInt(12) == 0) {
                disturb();
            }
        }
        world.deliverAll();
        assertInOrder();
    }

    private void disturb() {
        world.deliver(world.delivered() + random.nextInt((int) (world.logSize() - world.delivered()) + 1));
        world.commit();
        restarts += world.counters().count(Event.MEMORY_RESTARTS);
        switch (random.nextInt(6)) {
            case 0 -> world.expire(random.nextInt((int) world.delivered() + 1));
            case 1 -> world.expire(world.delivered());
            case 2 -> world.unpublish("a@" + (1 + random.nextInt(2)));
            case 3 -> world.drain();
            default -> world.commit();
        }
        world.commit();
        world.crash();
    }

    /** Each record has one answer, and a memory grows by one with each gradient, starts afresh, or lost some of its gradients. */
    private void assertInOrder() {
        List<World.Answer> answers = world.answers().stream()
                .filter(answer -> answer.update() != null)
                .toList();
        assertThat(answers.stream().map(World.Answer::offset))
                .containsExactlyElementsOf(
                        LongStream.range(0, world.logSize()).boxed().toList());
        Map<String, NavigableMap<Long, Long>> ages = new HashMap<>();
        for (World.Answer answer : answers) {
            UpdateBlock update = Objects.requireNonNull(answer.update());
            if (update.getAction() == UpdateAction.APPLY || update.getAction() == UpdateAction.SKIP) {
                String key = update.getTensor() + update.getBlock() + update.getJobId();
                long before = before(ages.computeIfAbsent(key, k -> new TreeMap<>()), update);
                assertThat(update.getMemoryAge())
                        .as("%s", answer)
                        .isBetween(update.getAction() == UpdateAction.APPLY ? 1L : 0L, before + 1);
            }
        }
    }

    /** The age at the block's last step before that one; steps from that one on were given up. */
    private static long before(NavigableMap<Long, Long> ages, UpdateBlock update) {
        ages.tailMap(update.getStep()).clear();
        long before = ages.isEmpty() ? 0 : ages.lastEntry().getValue();
        ages.put(update.getStep(), update.getMemoryAge());
        return before;
    }
}
