package io.metastep.integration;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.metastep.client.Job;
import io.metastep.client.JobSpec;
import io.metastep.client.MetastepClient;
import io.metastep.client.UpdateScale;
import io.metastep.integration.harness.Cluster;
import io.metastep.integration.harness.InProcessJob;
import io.metastep.integration.harness.OptimizerFiles;
import io.metastep.integration.harness.RawClient;
import io.metastep.integration.harness.RunningApplication;
import io.metastep.integration.harness.TwinRun;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.schemas.ElementEncoding;
import io.metastep.schemas.OptimizerRef;
import io.metastep.schemas.Topics;
import io.metastep.schemas.UpdateBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Whole jobs through client library, broker and application end in the bits of the same jobs in process. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PipelineIT {
    /** Two unrolls and a bit. */
    private static final int STEPS = 45;

    private static final OptimizerFile LSTM = OptimizerFiles.lstm("untrained", 1);
    private static final OptimizerFile OTHER_LSTM = OptimizerFiles.smallLstm("convolutional", 1);
    private static final OptimizerFile ADAM = OptimizerFiles.adam("adam", 1);

    private final Cluster cluster = Cluster.shared();
    private final Topics topics = cluster.createTopics("pipeline", 4);
    private RunningApplication application;
    private MetastepClient client;

    @BeforeAll
    void startTheApplication() {
        cluster.publish(topics, LSTM);
        cluster.publish(topics, OTHER_LSTM);
        cluster.publish(topics, ADAM);
        application = RunningApplication.start(cluster, topics);
        client = cluster.client(topics);
    }

    @AfterAll
    void close() {
        client.close();
        application.close();
    }

    @Test
    void aLearnedOptimizerGivesTheSameBits() {
        run(LSTM, job("lstm").tensor("w", 100));
    }

    @Test
    void adamGivesTheSameBits() {
        run(ADAM, job("adam").tensor("w", 100));
    }

    @Test
    void severalTensorsInSeveralBlocksGiveTheSameBits() {
        run(
                LSTM,
                job("tensors")
                        .tensor("layer/0/w", 50, 50)
                        .tensor("layer/0/b", 50)
                        .tensor("scalar"));
    }

    @Test
    void blocksSpreadOverPartitionsGiveTheSameBits() {
        run(LSTM, job("spread").tensor("w", 1_000).blockSize(64).spread(3));
    }

    @Test
    void bfloat16GivesTheSameBits() {
        run(LSTM, job("bfloat16").tensor("w", 130).encoding(ElementEncoding.BFLOAT16));
    }

    @Test
    void adamInBfloat16GivesTheSameBits() {
        run(ADAM, job("adam-bfloat16").tensor("w", 130).encoding(ElementEncoding.BFLOAT16));
    }

    @Test
    void sparseGradientsGiveTheSameBits() {
        run(LSTM, job("sparse").tensor("w", 130).sparse(true));
    }

    @Test
    void aScheduleOfTheUpdateScaleGivesTheSameBits() {
        run(
                LSTM,
                job("schedule")
                        .tensor("w", 20)
                        .updateScale(UpdateScale.warmUp(10, UpdateScale.linearDecay(0.5, 0.1, 40))));
    }

    @Test
    void manyJobsAtOnceGiveTheSameBitsAndEachUpdateOnce() {
        List<JobSpec> specs = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            specs.add(job("many-" + i)
                    .tensor("w", 40 + 100 * i)
                    .tensor("b", 3)
                    .optimizer((i % 3 == 0 ? ADAM : LSTM).reference())
                    .encoding(i % 2 == 0 ? ElementEncoding.FLOAT32 : ElementEncoding.BFLOAT16)
                    .sparse(i % 4 == 0)
                    .build());
        }
        List<TwinRun> runs = specs.stream()
                .map(spec -> new TwinRun(client.open(spec), spec, new InProcessJob(spec, PipelineIT::published)))
                .toList();
        for (int step = 0; step < STEPS; step++) {
            CompletableFuture.allOf(runs.stream().map(TwinRun::stepAsync).toArray(CompletableFuture[]::new))
                    .join();
        }
        for (int i = 0; i < runs.size(); i++) {
            assertEachUpdateOnce(specs.get(i), runs.get(i));
        }
    }

    @Test
    void tensorsWithOptimizersOfTheirOwnGiveTheBitsOfEach() {
        JobSpec spec = job("families")
                .optimizer(LSTM.reference())
                .tensor("conv/w", 30, 9)
                .tensor("conv/b", 30)
                .tensor("dense/w", 50, 20)
                .tensor("dense/b", 20)
                .blockSize(256)
                .spread(2)
                .optimizerOf("conv/*", OTHER_LSTM.reference())
                .optimizerOf("dense/b", ADAM.reference())
                .build();
        Job job = client.open(spec);
        TwinRun run = new TwinRun(job, spec, new InProcessJob(spec, PipelineIT::published));
        for (int step = 0; step < STEPS; step++) {
            run.step();
        }
        assertThat(job.statistics().optimizers())
                .containsExactly(
                        entry("conv/w", "convolutional@1"),
                        entry("conv/b", "convolutional@1"),
                        entry("dense/w", "untrained@1"),
                        entry("dense/b", "adam@1"));
        assertEachUpdateOnce(spec, run);
    }

    private static OptimizerFile published(OptimizerRef ref) {
        return Stream.of(LSTM, OTHER_LSTM, ADAM)
                .filter(file -> file.reference().equals(ref.key()))
                .findFirst()
                .orElseThrow();
    }

    private static JobSpec.Builder job(String id) {
        return JobSpec.named(id);
    }

    private void run(OptimizerFile optimizer, JobSpec.Builder job) {
        JobSpec spec = job.optimizer(optimizer.reference()).build();
        TwinRun run = new TwinRun(client.open(spec), spec, optimizer);
        for (int step = 0; step < STEPS; step++) {
            run.step();
        }
        assertEachUpdateOnce(spec, run);
    }

    private void assertEachUpdateOnce(JobSpec spec, TwinRun run) {
        try (RawClient raw = new RawClient(cluster.bootstrapServers(), topics)) {
            List<UpdateBlock> updates = raw.updates().stream()
                    .filter(update -> update.getJobId().equals(spec.jobId()))
                    .toList();
            assertThat(updates).hasSize(STEPS * run.blocks());
            assertThat(updates.stream().map(PipelineIT::place).collect(toSet())).hasSize(STEPS * run.blocks());
        }
    }

    private static String place(UpdateBlock update) {
        return update.getTensor() + "/" + update.getBlock() + " at " + update.getStep();
    }
}
