package io.metastep.streams.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.metastep.streams.core.Guard.Fallback;
import io.metastep.streams.core.Guard.Learned;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class GuardTest {
    private static final GuardSettings SETTINGS = new GuardSettings(0.05, 3, 6, 0.25, 7, 3, 0, 4, 2, 20);

    private Guard guard = Learned.FRESH;
    private long step;

    /** A gradient with that loss; whether the job must go back. */
    private boolean gradient(double loss) {
        guard = guard.beforeGradient(SETTINGS).observe(SETTINGS, step++, loss);
        if (guard.reverts()) {
            return true;
        }
        guard = guard.afterUpdate(SETTINGS);
        return false;
    }

    private void gradients(double... losses) {
        for (double loss : losses) {
            assertThat(gradient(loss)).as("revert at step %s", step - 1).isFalse();
        }
    }

    /** The step at which it first wants to go back, or -1. */
    private static int firstRevert(IntToDoubleFunction losses, int steps) {
        GuardTest test = new GuardTest();
        for (int step = 0; step < steps; step++) {
            if (test.gradient(losses.applyAsDouble(step))) {
                return step;
            }
        }
        return -1;
    }

    @Test
    void a_loss_that_is_not_finite_trips_it_at_once() {
        for (double loss : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            guard = Learned.FRESH;
            gradients(3, 2);
            assertThat(gradient(loss)).isTrue();
            assertThat(guard).isInstanceOf(Fallback.class);
            assertThat(guard.failures()).isEqualTo(1);
        }
    }

    @Test
    void while_there_was_no_finite_loss_nothing_is_there_to_go_back_to() {
        gradients(Double.NaN, Double.POSITIVE_INFINITY);
        assertThat(guard).isInstanceOf(Learned.class);
        assertThat(guard.bestStep()).isNegative();
        gradients(1);
        assertThat(guard.bestStep()).isEqualTo(2);
        assertThat(gradient(Double.NaN)).isTrue();
    }

    @Test
    void bad_losses_trip_it_only_when_enough_come_in_a_row() {
        gradients(1, 9, 9, 1, 9, 9);
        assertThat(gradient(9)).isTrue();
        assertThat(guard).isInstanceOf(Fallback.class);
    }

    @Test
    void one_outlier_of_any_size_does_not_trip_it() {
        gradients(1, 1, 1e30, 1, 1, 1, 1, 1, 1);
        assertThat(guard).isInstanceOf(Learned.class);
    }

    @Test
    void the_best_step_is_that_of_the_lowest_smoothed_loss() {
        gradients(5, 4, 3, 3.5, 4.3);
        // Smoothed: 5, 4.8, 4.44, 4.252, 4.26.
        assertThat(guard.bestStep()).isEqualTo(3);
        assertThat(guard.losses().best()).isEqualTo(4.252);
    }

    @Test
    void after_going_back_the_next_loss_says_what_the_best_is_worth_now() {
        gradients(1, 9, 9);
        assertThat(gradient(9)).isTrue();
        assertThat(guard.bestStep()).isZero();
        gradients(4);
        assertThat(guard.bestStep()).isEqualTo(4);
        assertThat(guard.losses().best()).isEqualTo(4);
    }

    @Test
    void the_fallback_goes_back_for_losses_that_are_not_finite_only() {
        gradients(1, 9, 9);
        assertThat(gradient(9)).isTrue();
        gradients(1, 90);
        assertThat(gradient(Double.NaN)).isTrue();
        assertThat(gradient(Double.NaN)).isTrue();
        assertThat(guard.failures()).isEqualTo(1);
        gradients(1);
        assertThat(guard).isInstanceOf(Fallback.class);
    }

    @Test
    void the_optimizer_gets_its_tries_after_longer_and_longer_waits_and_then_no_more() {
        List<Integer> waits = new ArrayList<>();
        int wait = 0;
        gradients(1);
        for (int i = 0; i < 500; i++) {
            boolean wasFallback = guard.beforeGradient(SETTINGS) instanceof Fallback;
            if (!wasFallback && wait > 0) {
                waits.add(wait);
            }
            wait = wasFallback ? wait + 1 : 0;
            boolean reverts = gradient(wasFallback ? 1 : Double.NaN);
            assertThat(reverts).isEqualTo(!wasFallback);
        }
        assertThat(waits).containsExactly(4, 8);
        assertThat(guard.failures()).isEqualTo(3);
        assertThat(guard.isRetryDue(SETTINGS)).isFalse();
    }

    @Test
    void a_try_that_lasts_clears_the_record() {
        gradients(1);
        assertThat(gradient(Double.NaN)).isTrue();
        gradients(1, 1, 1, 1);
        assertThat(guard.isRetryDue(SETTINGS)).isTrue();
        for (int i = 0; i < SETTINGS.probation() - 1; i++) {
            gradients(1);
        }
        assertThat(guard.failures()).isEqualTo(1);
        gradients(1);
        assertThat(guard.failures()).isZero();
        assertThat(guard).isInstanceOf(Learned.class);
    }

    @Test
    void a_record_without_a_loss_leaves_what_is_known_of_losses_as_it_is() {
        gradients(1, 9, 9);
        LossTrack before = guard.losses();
        guard = guard.beforeGradient(SETTINGS).afterUpdate(SETTINGS);
        assertThat(guard.losses()).isEqualTo(before);
        assertThat(gradient(9)).isTrue();
    }

    @Test
    void whether_it_trips_does_not_depend_on_the_unit_of_the_losses() {
        for (double unit : new double[] {1e-12, 1, 1e12}) {
            assertThat(firstRevert(step -> unit * (1 + step), 100)).isEqualTo(firstRevert(step -> 1 + step, 100));
            assertThat(firstRevert(step -> -unit / (1 + step), 100))
                    .isEqualTo(firstRevert(step -> -1.0 / (1 + step), 100));
        }
    }

    @Test
    void losses_of_any_sign_are_guarded() {
        IntToDoubleFunction fallsThenRises = step -> step < 50 ? -0.1 * step : -5 + 0.5 * (step - 50);
        for (double offset : new double[] {-1_000, -5, 0, 5}) {
            int at = firstRevert(step -> fallsThenRises.applyAsDouble(step) + offset, 2_000);
            assertThat(at).as("losses from %s", offset).isBetween(51, offset < -5 ? 600 : 70);
        }
        assertThat(firstRevert(step -> 0, 1_000)).isEqualTo(-1);
        assertThat(firstRevert(step -> step < 100 ? 0 : 1, 1_000)).isEqualTo(102);
    }

    @Test
    void exploding_losses_trip_it_within_a_few_steps_whatever_came_before() {
        DoubleUnaryOperator healthy = step -> 0.3 + 2 * Math.exp(-step / 30);
        for (int calm : new int[] {0, 5, 20, 100, 1_000}) {
            int at = firstRevert(
                    step -> healthy.applyAsDouble(Math.min(step, calm)) * Math.pow(2, Math.max(0, step - calm)), 2_000);
            assertThat(at - calm).as("after %s calm steps", calm).isBetween(3, 9);
        }
    }

    @Test
    void the_noise_of_minibatches_does_not_trip_it() {
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            Guard calm = Learned.FRESH;
            for (int step = 0; step < 20_000; step++) {
                double loss = 0.3 + 2 * Math.exp(-step / 300.0) + 0.2 * random.nextGaussian();
                calm = calm.observe(GuardSettings.DEFAULTS, step, loss);
            }
            assertThat(calm).as("seed %s", seed).isInstanceOf(Learned.class);
        }
    }

    @Test
    void noise_with_heavy_tails_and_outliers_do_not_trip_it() {
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            Guard calm = Learned.FRESH;
            for (int step = 0; step < 5_000; step++) {
                double outlier = step % 500 == 499 ? 1e6 : 1;
                double loss = (0.3 + 2 * Math.exp(-step / 300.0)) * Math.exp(random.nextGaussian()) * outlier;
                calm = calm.observe(GuardSettings.DEFAULTS, step, loss);
            }
            assertThat(calm).as("seed %s", seed).isInstanceOf(Learned.class);
        }
    }

    /** What perceptrons with ReLU do under a healthy optimizer: up to five times the first loss, and soon below it. */
    @Test
    void an_optimizer_may_take_some_steps_to_find_its_step_size() {
        double[] losses = {
            2.3, 5.13, 4.17, 6.04, 5.35, 11.48, 11.75, 5.61, 2.59, 2.05, 1.95, 1.99, 1.85, 1.81, 1.51, 1.7, 1.41
        };
        Guard calm = Learned.FRESH;
        for (int step = 0; step < losses.length; step++) {
            calm = calm.observe(GuardSettings.DEFAULTS, step, losses[step]);
            assertThat(calm).as("step %s", step).isInstanceOf(Learned.class);
        }
    }

    @Test
    void losses_that_creep_upwards_trip_it_though_none_of_them_is_far_from_the_best() {
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            Guard creeping = Learned.FRESH;
            int step = 0;
            while (step < 200 && !creeping.reverts()) {
                double loss = 2.3 + 0.02 * random.nextGaussian() + 0.002 * step;
                creeping =
                        creeping.observe(GuardSettings.DEFAULTS, step++, loss).afterUpdate(GuardSettings.DEFAULTS);
            }
            assertThat(step).as("seed %s", seed).isBetween(17, 100);
        }
    }

    @Test
    void losses_that_swing_ever_wider_do_not_pass_for_noise() {
        for (double swing : new double[] {2, 8, 100}) {
            int at = firstRevertByDefault(
                    step -> step < 100
                            ? 0.3 + 2 * Math.exp(-step / 30.0)
                            : 0.3 * Math.pow(1.5, step - 100) / (step % 2 == 0 ? swing : 1),
                    300);
            assertThat(at).as("swing %s", swing).isBetween(104, 130);
        }
    }

    private static int firstRevertByDefault(IntToDoubleFunction losses, int steps) {
        Guard guard = Learned.FRESH;
        for (int step = 0; step < steps; step++) {
            guard = guard.observe(GuardSettings.DEFAULTS, step, losses.applyAsDouble(step));
            if (guard.reverts()) {
                return step;
            }
        }
        return -1;
    }

    @Test
    void while_a_try_is_young_the_lowest_of_losses_that_are_noise_is_not_the_best() {
        Random random = new Random(1);
        Guard young = Learned.FRESH;
        for (int step = 0; step < 99; step++) {
            young = young.observe(GuardSettings.DEFAULTS, step, 2.3 + 0.02 * random.nextGaussian())
                    .afterUpdate(GuardSettings.DEFAULTS);
        }
        // Of the very first losses nobody knows how noisy they are.
        assertThat(young.bestStep()).isLessThan(10);
        assertThat(young.losses().best()).isLessThan(2.3);
        Guard gains = young;
        for (int step = 99; step < 130; step++) {
            gains = gains.observe(GuardSettings.DEFAULTS, step, 0.5);
        }
        assertThat(gains.bestStep()).isEqualTo(129);
        Guard old = young.afterUpdate(GuardSettings.DEFAULTS).observe(GuardSettings.DEFAULTS, 100, 2.1);
        assertThat(old.bestStep()).isEqualTo(100);
    }

    /** Every sequence of events of that length: gradients with and without a loss, skips. */
    @Test
    void only_the_transitions_that_are_drawn_happen() {
        Set<String> seen = new HashSet<>();
        explore(Learned.FRESH, 0, seen);
        assertThat(seen)
                .containsExactlyInAnyOrder(
                        "Learned -> Learned", "Learned -> Fallback", "Fallback -> Fallback", "Fallback -> Learned");
    }

    private void explore(Guard from, int depth, Set<String> seen) {
        if (depth == 9) {
            return;
        }
        for (double loss : new double[] {1, 100, Double.NaN}) {
            Guard begun = from.beforeGradient(SETTINGS);
            check(from, begun, seen);
            assertThat(from instanceof Learned && begun instanceof Fallback).isFalse();
            Guard observed = begun.observe(SETTINGS, depth, loss);
            check(begun, observed, seen);
            assertThat(begun instanceof Fallback && observed instanceof Learned).isFalse();
            explore(observed.reverts() ? observed : updated(observed, seen), depth + 1, seen);
        }
        explore(updated(from.beforeGradient(SETTINGS), seen), depth + 1, seen);
    }

    private static Guard updated(Guard from, Set<String> seen) {
        Guard next = from.afterUpdate(SETTINGS);
        check(from, next, seen);
        assertThat(next.getClass()).isEqualTo(from.getClass());
        assertThat(next.steps()).isEqualTo(from.steps() + 1);
        return next;
    }

    private static void check(Guard from, Guard to, Set<String> seen) {
        seen.add(from.getClass().getSimpleName() + " -> " + to.getClass().getSimpleName());
        boolean fails = from instanceof Learned && to instanceof Fallback;
        boolean isNewTry = from instanceof Fallback && to instanceof Learned;
        if (fails) {
            assertThat(to.failures()).isEqualTo(from.failures() + 1);
            assertThat(to.reverts()).isTrue();
        } else {
            assertThat(to.failures()).isIn(0, from.failures());
        }
        if (fails || isNewTry) {
            assertThat(to.steps()).isZero();
        }
        if (isNewTry) {
            assertThat(from.failures()).isLessThanOrEqualTo(SETTINGS.retries());
            assertThat(from.steps()).isGreaterThanOrEqualTo(SETTINGS.fallbackSteps(from.failures()));
        }
    }

    @Test
    void what_is_written_is_read() throws IOException {
        gradients(3, 2, 9);
        Guard learned = guard;
        gradient(Double.NaN);
        for (Guard one : List.of(Learned.FRESH, learned, guard)) {
            byte[] bytes = Formats.bytes(out -> Guard.write(one, out));
            assertThat(Guard.read(new DataInputStream(new ByteArrayInputStream(bytes))))
                    .isEqualTo(one);
        }
    }

    @Test
    void settings_that_make_no_sense_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GuardSettings(0.05, 3, 6, 0, 7, 5, 0, 200, 3, 2_000))
                .withMessageContaining("excess is 0.0, expected a number above 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GuardSettings(0.05, 3, 0, 0.25, 7, 5, 0, 200, 3, 2_000))
                .withMessageContaining("patience is 0, expected 1 to 1000000");
    }
}
