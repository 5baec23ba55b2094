package io.metastep.streams.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.schemas.UpdateAction;
import io.metastep.schemas.UpdateBlock;
import io.metastep.streams.core.Counters.Event;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Random jobs through random crashes after which the log, or a version, is partly gone: whatever is lost, every record is
 * answered once and in order, and no memory pretends to be what it is not. More seeds with {@code -Dmetastep.seeds=3000}.
 */
class LostPastTest {
    private static final int SEEDS = Integer.getInteger("metastep.seeds", 400);
    private static final int RECORDS = 240;

    private Random random = new Random(0);
    private World world = new World();
    private long restarts;

    @Test
    void whatever_is_lost_the_stream_goes_on() {
        long allRestarts = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            random = new Random(seed);
            world = new World();
            restarts = 0;
            run(seed);
            allRestarts += restarts;
        }
        assertThat(allRestarts).isPositive();
    }

    private void run(long seed) {
        RandomJobs jobs = new RandomJobs(random);
        world.publish(random.nextInt(RECORDS), "a@2");
        while (world.logSize() < RECORDS) {
            jobs.extend(world::append);
            if (random.nextInt(12) == 0) {
                disturb();
            }
        }
        world.deliverAll();
        assertInOrder(seed);
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

    /**
     * Each record has one answer, and a memory grows by one with each update, starts afresh, or lost some of its gradients. A new
     * attempt may go back to before a fresh start that the guard made, but never to more than there was.
     */
    private void assertInOrder(long seed) {
        List<World.Answer> answers = world.answers().stream()
                .filter(answer -> answer.update() != null)
                .toList();
        assertThat(answers.stream().map(World.Answer::offset))
                .as("seed %s", seed)
                .containsExactlyElementsOf(
                        LongStream.range(0, world.logSize()).boxed().toList());
        Map<String, UpdateBlock> last = new HashMap<>();
        Map<String, Long> oldest = new HashMap<>();
        for (World.Answer answer : answers) {
            UpdateBlock update = Objects.requireNonNull(answer.update());
            if (update.getAction() == UpdateAction.APPLY) {
                String key = update.getTensor() + update.getBlock() + update.getJobId();
                UpdateBlock before = last.put(key, update);
                boolean goesOn = before != null && before.getAttempt() == update.getAttempt();
                long most = goesOn ? before.getMemoryAge() : oldest.getOrDefault(key, 0L);
                assertThat(update.getMemoryAge())
                        .as("seed %s, %s", seed, answer)
                        .isBetween(1L, most + 1);
                oldest.merge(key, update.getMemoryAge(), Math::max);
            }
        }
    }
}
