package io.metastep.streams.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.metastep.schemas.ElementEncoding;
import io.metastep.schemas.Elements;
import io.metastep.schemas.GradientBlock;
import io.metastep.schemas.GradientKind;
import io.metastep.schemas.JobActivity;
import io.metastep.schemas.OptimizerUse;
import io.metastep.schemas.UpdateBlock;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What jobs are said to be at; looks are a second apart. */
class JobTalliesTest {
    private static final float[] GRADIENT = {0.5f, -1, 2};
    private static final long FIRST_LOOK = 1_000_000;

    private World world = new World();
    private long now = FIRST_LOOK;

    private static GradientBlock.Builder gradient(String job, int block, long attempt, long step) {
        return Gradients.of(job, block, attempt, step)
                .setValues(Gradients.bytes(GRADIENT))
                .setLoss(10.0 - step);
    }

    private UpdateBlock send(GradientBlock.Builder gradient) {
        return Objects.requireNonNull(world.send(gradient.build()).update());
    }

    private List<JobActivity> look() {
        now += 1_000;
        return world.partition().activity(now).stream()
                .map(job -> job.setPartition(0).setInstance("here").build())
                .toList();
    }

    private JobActivity lookAtOne() {
        List<JobActivity> news = look();
        assertThat(news).hasSize(1);
        return news.get(0);
    }

    @Test
    void a_job_is_told_of_once_with_its_blocks_and_its_newest_step() {
        send(gradient("job", 0, 7, 3).setWorkload("digits"));
        send(gradient("job", 1, 7, 3).setWorkload("digits"));
        send(gradient("job", 0, 7, 4).setWorkload("digits"));
        JobActivity job = lookAtOne();
        assertThat(job.getJobId()).isEqualTo("job");
        assertThat(job.getAt()).isEqualTo(now);
        assertThat(job.getSince()).isEqualTo(1_000);
        assertThat(job.getAttempt()).isEqualTo(7);
        assertThat(job.getStep()).isEqualTo(4);
        assertThat(job.getWorkload()).isEqualTo("digits");
        assertThat(job.getLoss()).isEqualTo(6);
        assertThat(job.getBlocks()).isEqualTo(2);
        assertThat(job.getCoordinates()).isEqualTo(6);
        assertThat(job.getUpdates()).isEqualTo(3);
        assertThat(job.getIsClosed()).isFalse();
        assertThat(look()).isEmpty();
    }

    @Test
    void what_is_recent_happened_since_the_look_before() {
        send(gradient("job", 0, 1, 0));
        JobActivity first = lookAtOne();
        assertThat(first.getSeconds()).isZero();
        assertThat(first.getRecentCoordinates()).isEqualTo(3);
        for (int step = 1; step < 6; step++) {
            send(gradient("job", 0, 1, step));
        }
        JobActivity second = lookAtOne();
        assertThat(second.getSeconds()).isEqualTo(1);
        assertThat(second.getRecentSteps()).isEqualTo(5);
        assertThat(second.getRecentCoordinates()).isEqualTo(15);
        assertThat(second.getUpdates()).isEqualTo(6);
    }

    @Test
    void sizes_are_those_of_the_first_step_of_each_block_after_scaling() {
        double updates = squares(send(gradient("job", 0, 1, 0).setUpdateScale(0.5f)))
                + squares(send(gradient("job", 1, 1, 0).setUpdateScale(0.5f)));
        send(gradient("job", 0, 1, 1).setValues(Gradients.bytes(100, 100, 100)));
        JobActivity job = lookAtOne();
        assertThat(job.getSampled()).isEqualTo(6);
        assertThat(job.getGradientSquares()).isEqualTo(2 * (0.25 + 1 + 4));
        assertThat(job.getUpdateSquares()).isPositive().isEqualTo(0.25 * updates, within(1e-12 * updates));
        send(gradient("job", 1, 1, 1));
        assertThat(lookAtOne().getSampled())
                .as("the other block has not stepped since")
                .isEqualTo(3);
    }

    private static double squares(UpdateBlock update) {
        double sum = 0;
        for (float value : Elements.decode(ElementEncoding.FLOAT32, update.getValues())) {
            sum += (double) value * value;
        }
        return sum;
    }

    @Test
    void losses_are_smoothed_and_compared_with_those_of_a_minute_ago() {
        double smoothed = 10;
        List<Double> course = new ArrayList<>();
        for (int step = 0; step <= 70; step++) {
            double loss = 10.0 - 0.1 * step;
            smoothed = step == 0 ? loss : 0.8 * smoothed + 0.2 * loss;
            course.add(smoothed);
            send(gradient("job", 0, 1, step).setLoss(loss));
            assertThat(lookAtOne().getSmoothedLoss()).isEqualTo(smoothed, within(1e-12));
        }
        send(gradient("job", 0, 1, 71).setLoss(null));
        JobActivity job = lookAtOne();
        assertThat(job.getBestLoss()).isEqualTo(smoothed, within(1e-12));
        assertThat(job.getBestStep()).isEqualTo(70);
        assertThat(job.getEarlierSeconds()).isBetween(60.0, 65.0);
        assertThat(job.getEarlierLoss()).isEqualTo(course.get(71 - (int) job.getEarlierSeconds()), within(1e-12));
    }

    @Test
    void before_a_minute_is_over_losses_are_compared_with_the_first() {
        send(gradient("job", 0, 1, 0));
        assertThat(lookAtOne().getEarlierLoss()).isNull();
        send(gradient("job", 0, 1, 1));
        JobActivity job = lookAtOne();
        assertThat(job.getEarlierLoss()).isEqualTo(10);
        assertThat(job.getEarlierSeconds()).isEqualTo(1);
        send(gradient("job", 0, 2, 2));
        assertThat(lookAtOne().getEarlierLoss()).as("of another attempt").isNull();
    }

    @Test
    void versions_are_counted_with_the_channel_that_the_job_follows() {
        String canary = name(true);
        String other = name(false);
        world.putOnTrial("a@2");
        send(gradient(canary, 0, 1, 0));
        send(gradient(canary, 1, 1, 0).setOptimizer("b@1"));
        send(gradient(canary, 2, 1, 0));
        send(gradient(other, 0, 1, 0));
        List<JobActivity> news = look();
        assertThat(news)
                .filteredOn(job -> job.getJobId().equals(canary))
                .flatExtracting(JobActivity::getOptimizers)
                .containsExactly(new OptimizerUse("a@2", "canary", 2), new OptimizerUse("b@1", "", 1));
        assertThat(news)
                .filteredOn(job -> job.getJobId().equals(other))
                .flatExtracting(JobActivity::getOptimizers)
                .containsExactly(new OptimizerUse("a@1", "stable", 1));
    }

    private static String name(boolean isCanary) {
        return java.util.stream.IntStream.range(0, 100)
                .mapToObj(i -> "job-" + i)
                .filter(job -> World.SETTINGS.canary().includes("a", job) == isCanary)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void fallback_reverts_and_shadowing_are_told() {
        for (int step = 0; step < 4; step++) {
            send(gradient("failing", 0, 1, step));
        }
        send(gradient("failing", 0, 1, 4).setLoss(Double.NaN));
        send(gradient("failing", 0, 1, 5));
        JobActivity failing = lookAtOne();
        assertThat(failing.getReverts()).isEqualTo(1);
        assertThat(failing.getFallbackBlocks()).isEqualTo(1);
        assertThat(failing.getFallbackUpdates()).isEqualTo(1);
        assertThat(failing.getUpdates()).isEqualTo(5);
        send(gradient("looking", 0, 1, 0).setKind(GradientKind.SHADOW));
        JobActivity looking = lookAtOne();
        assertThat(looking.getShadowBlocks()).isEqualTo(1);
        assertThat(looking.getShadowSteps()).isEqualTo(1);
        assertThat(looking.getUpdates()).isZero();
        assertThat(looking.getUpdateSquares()).isPositive();
    }

    @Test
    void rejections_are_told_with_the_newest_reason() {
        send(gradient("job", 0, 1, 5));
        send(gradient("job", 0, 1, 4));
        send(gradient("job", 0, 0, 6));
        JobActivity job = lookAtOne();
        assertThat(job.getRejected()).isEqualTo(2);
        assertThat(job.getRejection()).isEqualTo("FENCED_ATTEMPT");
        assertThat(job.getStep()).isEqualTo(5);
        assertThat(job.getAttempt()).isEqualTo(1);
    }

    @Test
    void a_job_that_was_refused_has_no_blocks_and_says_how_many() {
        world = new World(World.SETTINGS, 5_000);
        for (int block = 0; block < 20; block++) {
            world.send(Gradients.of("job", block, 1, 0, 50).build());
        }
        JobActivity job = lookAtOne();
        assertThat(job.getRefusedBlocks()).isPositive();
        assertThat(job.getBlocks() + job.getRefusedBlocks()).isEqualTo(20);
        assertThat(job.getRejection()).isEqualTo("REFUSED_MEMORY");
    }

    @Test
    void a_job_is_closed_when_its_last_block_is_and_then_forgotten() {
        send(gradient("job", 0, 1, 0));
        send(gradient("job", 1, 1, 0));
        send(close(0));
        assertThat(lookAtOne().getIsClosed()).isFalse();
        send(close(1));
        JobActivity job = lookAtOne();
        assertThat(job.getIsClosed()).isTrue();
        assertThat(job.getStep()).isZero();
        assertThat(job.getLoss()).isEqualTo(10);
        assertThat(job.getUpdates()).isEqualTo(2);
        assertThat(look()).isEmpty();
        send(gradient("job", 0, 2, 0));
        assertThat(lookAtOne().getUpdates()).as("counted anew").isEqualTo(1);
    }

    private static GradientBlock.Builder close(int block) {
        return gradient("job", block, 1, 1)
                .setKind(GradientKind.CLOSE)
                .setValues(Gradients.bytes())
                .setLoss(null);
    }

    @Test
    void blocks_of_an_earlier_attempt_do_not_count() {
        send(gradient("job", 0, 1, 0));
        send(gradient("job", 1, 1, 0));
        send(gradient("job", 0, 2, 0));
        assertThat(lookAtOne().getBlocks()).isEqualTo(1);
    }

    @Test
    void invented_names_are_not_all_remembered() {
        send(gradient("job", 0, 1, 0));
        for (int i = 0; i < 1_000; i++) {
            world.append(("nobody-" + i + "/w/0").getBytes(StandardCharsets.UTF_8), new byte[] {1}, 1_000);
        }
        world.deliverAll();
        assertThat(look()).hasSize(101).anyMatch(job -> job.getJobId().equals("job"));
        assertThat(look()).isEmpty();
    }

    @Test
    void recovery_tells_nothing_and_counting_begins_anew_with_the_next_record() {
        for (int step = 0; step < 30; step++) {
            send(gradient("job", 0, 1, step));
        }
        JobActivity before = lookAtOne();
        world.commit();
        world.crash();
        assertThat(look()).isEmpty();
        send(gradient("job", 0, 1, 30));
        JobActivity after = lookAtOne();
        assertThat(after.getUpdates()).isEqualTo(1);
        assertThat(after.getSince()).isGreaterThan(before.getSince());
        assertThat(after.getSmoothedLoss()).as("the block knows").isBetween(-20.0, before.getSmoothedLoss());
    }

    @Test
    void watching_changes_neither_answers_nor_tables() {
        World unwatched = new World();
        for (int step = 0; step < 60; step++) {
            for (int block = 0; block < 3; block++) {
                GradientBlock gradient = gradient("job", block, 1, step).build();
                world.send(gradient);
                unwatched.send(gradient);
            }
            look();
        }
        world.assertSameAs(unwatched);
        world.commit();
        unwatched.commit();
        assertThat(world.everything()).isEqualTo(unwatched.everything());
    }
}
