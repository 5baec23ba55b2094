package io.metastep.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.metastep.client.Gradients;
import io.metastep.client.Job;
import io.metastep.client.JobSpec;
import io.metastep.client.JobUpdate;
import io.metastep.client.MetastepClient;
import io.metastep.integration.harness.Bowl;
import io.metastep.integration.harness.Cluster;
import io.metastep.integration.harness.InProcessJob;
import io.metastep.integration.harness.OptimizerFiles;
import io.metastep.integration.harness.RunningApplication;
import io.metastep.integration.harness.TopicReader;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.schemas.StepComparison;
import io.metastep.schemas.Topics;
import io.metastep.schemas.UpdateAction;
import io.metastep.schemas.Wire;
import io.metastep.schemas.WireException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** A job that steps itself: what is published is how its steps compare with those of the optimizer in process. */
class ShadowIT {
    /** Two unrolls and a bit. */
    private static final int STEPS = 45;

    private static final float RATE = 0.05f;
    private static final OptimizerFile LSTM = OptimizerFiles.lstm("untrained", 1);
    private static final JobSpec SPEC = JobSpec.named("shadowing")
            .optimizer(LSTM.reference())
            .tensor("layer/w", 50, 50)
            .tensor("layer/b", 50)
            .blockSize(512)
            .spread(3)
            .updateScale(0.5)
            .build();

    private final Cluster cluster = Cluster.shared();
    private final Topics topics = cluster.createTopics("shadow", 4);
    private final InProcessJob inProcess = new InProcessJob(SPEC, LSTM);
    private final Bowl bowl = new Bowl(7, SPEC.tensors());
    private final List<double[]> expected = new ArrayList<>();

    @Test
    void comparisonsAreThoseOfTheStepsInProcessAndTheLeapGoesOnWithTheMemory() {
        cluster.publish(topics, LSTM);
        try (RunningApplication application = RunningApplication.start(cluster, topics);
                MetastepClient client = cluster.client(topics)) {
            assertThat(application).isNotNull();
            Job job = client.open(SPEC);
            for (int step = 0; step < STEPS; step++) {
                report(job, step);
                if (step == STEPS / 2) {
                    cluster.abortTransactionsOf(topics);
                }
            }
            leap(job);
            assertCompared();
        }
    }

    private void report(Job job, int step) {
        float[][] gradients = bowl.gradients(step);
        float[][] learned = inProcess.step(step, gradients);
        float[][] own = Arrays.stream(gradients).map(ShadowIT::descent).toArray(float[][]::new);
        JobUpdate update = job.report(Gradients.of(gradients), bowl.loss(), Gradients.of(own));
        assertThat(update.action()).isEqualTo(UpdateAction.SKIP);
        expected.add(new double[] {
            dot(learned, own), dot(learned, learned), dot(own, own), dot(gradients, learned), dot(gradients, own)
        });
        for (int t = 0; t < own.length; t++) {
            for (int i = 0; i < own[t].length; i++) {
                bowl.parameters()[t][i] += own[t][i];
            }
        }
    }

    private static float[] descent(float[] gradient) {
        float[] update = new float[gradient.length];
        for (int i = 0; i < update.length; i++) {
            update[i] = -RATE * gradient[i];
        }
        return update;
    }

    private static double dot(float[][] left, float[][] right) {
        double sum = 0;
        for (int t = 0; t < left.length; t++) {
            for (int i = 0; i < left[t].length; i++) {
                sum += (double) left[t][i] * right[t][i];
            }
        }
        return sum;
    }

    private void leap(Job job) {
        float[][] gradients = bowl.gradients(STEPS);
        JobUpdate update = job.step(Gradients.of(gradients), bowl.loss());
        float[][] learned = inProcess.step(STEPS, gradients);
        assertThat(update.action()).isEqualTo(UpdateAction.APPLY);
        for (int t = 0; t < learned.length; t++) {
            assertThat(update.values(t)).isEqualTo(learned[t]);
        }
    }

    private void assertCompared() {
        List<StepComparison> published = published();
        assertThat(published).hasSize(STEPS * inProcess.blocks());
        for (int step = 0; step < STEPS; step++) {
            double[] sums = expected.get(step);
            assertThat(sums[1]).isPositive();
            assertSum(published, step, StepComparison::getLearnedApplied, sums[0]);
            assertSum(published, step, StepComparison::getLearnedSquared, sums[1]);
            assertSum(published, step, StepComparison::getAppliedSquared, sums[2]);
            assertSum(published, step, StepComparison::getGradientLearned, sums[3]);
            assertSum(published, step, StepComparison::getGradientApplied, sums[4]);
        }
    }

    private static void assertSum(
            List<StepComparison> published, long step, ToDoubleFunction<StepComparison> part, double whole) {
        double sum = published.stream()
                .filter(comparison -> comparison.getStep() == step)
                .mapToDouble(part)
                .sum();
        assertThat(sum).as("step %s", step).isCloseTo(whole, within(1e-9 * Math.max(1e-3, Math.abs(whole))));
    }

    private List<StepComparison> published() {
        try (TopicReader reader = new TopicReader(cluster.bootstrapServers(), topics.comparisons())) {
            return reader.toEnd().stream().map(ShadowIT::comparison).toList();
        }
    }

    private static StepComparison comparison(ConsumerRecord<byte[], byte[]> logged) {
        assertThat(new String(logged.key(), StandardCharsets.UTF_8)).isEqualTo(SPEC.jobId());
        try {
            return Wire.comparisons().decode(logged.value());
        } catch (WireException e) {
            throw new AssertionError(e);
        }
    }
}
