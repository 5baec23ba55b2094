package io.metastep.streams.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.schemas.UpdateAction;
import io.metastep.schemas.UpdateBlock;
import io.metastep.streams.core.HistoryModel.Expected;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Random jobs that restart from their checkpoints again and again, through random crashes: the answers must be those of the
 * plainest model of the rules.
 */
class HistoryModelTest {
    private static final int SEEDS = 80;
    private static final int RECORDS = 240;
    private static final List<String> VERSIONS = List.of("a@1", "a@2", "a@3", "a@1", "a@2", "b@1", "");

    private final List<Expected> expected = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private Random random = new Random(0);
    private World world = new World();
    private HistoryModel model = new HistoryModel(World.SETTINGS, world);

    @Test
    void answers_follow_from_the_history_of_the_block_alone() {
        Simulation.run(HistoryModelTest.class, SEEDS, this::run);
        if (!Simulation.isSingle()) {
            assertThat(seen).contains("APPLY LEARNED", "APPLY FALLBACK", "REVERT NONE", "SKIP NONE");
        }
    }

    private void run(long seed) {
        begin(seed);
        RandomJobs jobs = new RandomJobs(random);
        while (world.logSize() < RECORDS) {
            jobs.extend((gradient, timestamp) ->
                    expected.add(model.expect(world.append(gradient, timestamp), gradient, timestamp)));
        }
        deliver();
        assertSame();
        expected.forEach(one -> seen.add(one.action() + " " + one.appliedBy()));
    }

    private void begin(long seed) {
        random = new Random(seed);
        world = seed % 2 == 0 ? new World() : new World(World.TIGHT, 4_000);
        model = new HistoryModel(World.SETTINGS, world);
        expected.clear();
        for (int change = 0; change < 4; change++) {
            world.publish(random.nextInt(RECORDS), VERSIONS.get(random.nextInt(VERSIONS.size())));
        }
    }

    private void deliver() {
        int at = 0;
        while (at < world.logSize()) {
            at = Math.min(world.logSize(), at + 1 + random.nextInt(30));
            world.deliver(at);
            switch (random.nextInt(5)) {
                case 0 -> world.crash();
                case 1 -> world.reinitialize();
                case 2 -> world.drain();
                default -> world.commit();
            }
            at = (int) world.delivered();
        }
    }

    private void assertSame() {
        List<UpdateBlock> answers = world.answers().stream()
                .filter(answer -> answer.update() != null)
                .map(answer -> Objects.requireNonNull(answer.update()))
                .toList();
        for (int i = 0; i < Math.min(answers.size(), expected.size()); i++) {
            assertThat(plain(answers.get(i))).as("answer %s", i).isEqualTo(expected.get(i));
        }
        assertThat(answers).hasSameSizeAs(expected);
    }

    private static Expected plain(UpdateBlock update) {
        boolean isRejected = update.getAction() == UpdateAction.REJECTED;
        return new Expected(
                isRejected
                        ? String.valueOf(update.getReason())
                        : update.getAction().name(),
                update.getOptimizer(),
                update.getAppliedBy(),
                update.getMemoryAge(),
                update.getBestStep(),
                update.getAction() == UpdateAction.APPLY ? update.getValues() : null);
    }
}
