package io.metastep.streams.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.streams.core.Counters.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Several partitions on several instances whose memory they share: records of different partitions come in any order, all
 * partitions of an instance commit or fail together, they move between instances with and without a commit, and an instance
 * that was cut off works on in vain. Each partition answers as it would have alone and undisturbed.
 */
class FleetSimulationTest {
    private static final int SEEDS = 60;
    private static final int PARTITIONS = 4;
    private static final int INSTANCES = 3;
    private static final int RECORDS = 120;

    /** Too little for all blocks, and enough that none is refused. */
    private static final long LIVE_BYTES = 24_000;

    private static final List<String> VERSIONS = List.of("a@1", "a@2", "a@3", "b@1");

    private final Counters counters = new Counters();
    private final List<World> alone = new ArrayList<>();
    private final List<World> fleet = new ArrayList<>();
    private final int[] owners = new int[PARTITIONS];
    private Instance[] instances = new Instance[INSTANCES];
    private Random random = new Random(0);

    @Test
    void neither_neighbours_nor_moves_nor_zombies_change_what_a_partition_answers() {
        Simulation.run(FleetSimulationTest.class, SEEDS, this::run);
        if (!Simulation.isSingle()) {
            assertThat(counters.count(Event.EVICTIONS)).isGreaterThan(SEEDS);
            assertThat(counters.count(Event.REPLAYED)).isGreaterThan(SEEDS);
            assertThat(counters.count(Event.REWINDS)).isGreaterThan(SEEDS);
        }
    }

    private void run(long seed) {
        random = new Random(seed);
        begin();
        alone.forEach(World::deliverAll);
        while (fleet.stream().anyMatch(FleetSimulationTest::isBehind)) {
            deliverSome();
            disturb();
        }
        for (int partition = 0; partition < PARTITIONS; partition++) {
            fleet.get(partition).assertSameAs(alone.get(partition));
        }
    }

    private void begin() {
        alone.clear();
        fleet.clear();
        for (int i = 0; i < INSTANCES; i++) {
            instances[i] = Instance.with(LIVE_BYTES);
        }
        for (int partition = 0; partition < PARTITIONS; partition++) {
            owners[partition] = random.nextInt(INSTANCES);
            long content = random.nextLong();
            alone.add(filled(content, new World()));
            fleet.add(filled(content, new World(World.TIGHT, instances[owners[partition]])));
        }
    }

    private static World filled(long content, World world) {
        Random random = new Random(content);
        RandomJobs jobs = new RandomJobs(random);
        while (world.logSize() < RECORDS) {
            jobs.extend(world::append);
        }
        for (int change = 0; change < 3; change++) {
            world.publish(random.nextInt(RECORDS), VERSIONS.get(random.nextInt(VERSIONS.size())));
        }
        return world;
    }

    private static boolean isBehind(World world) {
        return world.delivered() < world.logSize();
    }

    private void deliverSome() {
        int partition = random.nextInt(PARTITIONS);
        relieve(owners[partition]);
        World world = fleet.get(partition);
        world.deliver(Math.min(world.logSize(), world.delivered() + 1 + random.nextInt(12)));
    }

    private void relieve(int instance) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            if (owners[partition] == instance) {
                fleet.get(partition).partition().keepUp(random.nextInt(10_000));
            }
        }
    }

    private void disturb() {
        int partition = random.nextInt(PARTITIONS);
        switch (random.nextInt(8)) {
            case 0 -> fail(owners[partition]);
            case 1 -> leave(owners[partition]);
            case 2 -> move(partition);
            case 3 -> fleet.get(partition).reinitialize();
            case 4, 5 -> commit(owners[partition]);
            default -> {
                // Nothing happens most of the time.
            }
        }
    }

    /** An instance dies, or is cut off: nobody takes what it did since its last commit. */
    private void fail(int instance) {
        count(instance);
        instances[instance] = Instance.with(LIVE_BYTES);
        for (int partition = 0; partition < PARTITIONS; partition++) {
            if (owners[partition] == instance) {
                move(partition);
            }
        }
    }

    /** An instance is shut down in order. */
    private void leave(int instance) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            if (owners[partition] == instance) {
                fleet.get(partition).drain();
            }
        }
        commit(instance);
        fail(instance);
    }

    /** Another instance gets the partition while the former one, which does not know, still has it in memory. */
    private void move(int partition) {
        World world = fleet.get(partition);
        GradientPartition former = world.partition();
        owners[partition] = random.nextInt(INSTANCES);
        world.restartOn(instances[owners[partition]]);
        former.close();
    }

    /** All partitions of a thread share its transaction. */
    private void commit(int instance) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            if (owners[partition] == instance) {
                fleet.get(partition).commit();
            }
        }
    }

    private void count(int instance) {
        for (Event event : Event.values()) {
            counters.add(event, instances[instance].counters().count(event));
        }
    }
}
