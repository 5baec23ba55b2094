package io.metastep.integration;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.integration.harness.Cluster;
import io.metastep.integration.harness.OptimizerFiles;
import io.metastep.integration.harness.RandomLog;
import io.metastep.integration.harness.RawClient;
import io.metastep.integration.harness.RunningApplication;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.schemas.RejectedHeaders;
import io.metastep.schemas.Topics;
import io.metastep.schemas.UpdateBlock;
import io.metastep.streams.core.Counters.Event;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same random records, good and bad, go to an application that is never disturbed and to one whose transactions are
 * aborted, which is stopped and which loses its state folder: both leave the same updates and the same rejections. A
 * failure names its seed; {@code -Dmetastep.seeds=17,18} replays those.
 */
class RandomHistoryIT {
    private static final OptimizerFile LSTM = OptimizerFiles.lstm("untrained", 1);
    private static final int JOBS = 5;
    private static final int RUNS = 3;
    private static final int RECORDS_PER_RUN = 120;

    private final Cluster cluster = Cluster.shared();

    @ParameterizedTest
    @MethodSource("seeds")
    void whateverHappensToTheApplicationItsAnswersAreTheSame(long seed) {
        Topics calm = newTopics();
        Topics rough = newTopics();
        try (RawClient calmClient = new RawClient(cluster.bootstrapServers(), calm);
                RawClient roughClient = new RawClient(cluster.bootstrapServers(), rough)) {
            runWithoutStop(seed, calm, calmClient);
            runWithFaults(seed, rough, roughClient);
            assertThat(updates(roughClient)).isEqualTo(updates(calmClient));
            assertThat(rejections(roughClient))
                    .isEqualTo(rejections(calmClient))
                    .isNotEmpty();
        }
    }

    static LongStream seeds() {
        return Arrays.stream(System.getProperty("metastep.seeds", "1,2").split(","))
                .mapToLong(Long::parseLong);
    }

    private Topics newTopics() {
        Topics topics = cluster.createTopics("random", 2);
        cluster.publish(topics, LSTM);
        return topics;
    }

    private void runWithoutStop(long seed, Topics topics, RawClient client) {
        RandomLog log = log(seed, client);
        try (RunningApplication application = RunningApplication.start(cluster, topics)) {
            log.next(RUNS * RECORDS_PER_RUN).forEach(RandomLog.Entry::send);
            client.awaitAnswers();
            assertThat(application.isRunning()).isTrue();
        }
    }

    private void runWithFaults(long seed, Topics topics, RawClient client) {
        RandomLog log = log(seed, client);
        SplittableRandom random = new SplittableRandom(seed);
        long replayed = 0;
        for (int run = 1; run <= RUNS; run++) {
            List<RandomLog.Entry> whileDown = log.next(random.nextInt(RECORDS_PER_RUN / 2));
            whileDown.forEach(RandomLog.Entry::send);
            try (RunningApplication application = RunningApplication.start(cluster, topics)) {
                int before = random.nextInt(RECORDS_PER_RUN - whileDown.size());
                log.next(before).forEach(RandomLog.Entry::send);
                cluster.abortTransactionsOf(topics);
                log.next(RECORDS_PER_RUN - whileDown.size() - before).forEach(RandomLog.Entry::send);
                client.awaitAnswers();
                replayed += application.counters().count(Event.REPLAYED);
            }
            RunningApplication.loseState(topics);
        }
        assertThat(replayed).isPositive();
    }

    private static RandomLog log(long seed, RawClient client) {
        return new RandomLog(seed, client, LSTM.reference(), JOBS);
    }

    private static Map<String, List<UpdateBlock>> updates(RawClient client) {
        return client.updates().stream().collect(groupingBy(UpdateBlock::getJobId));
    }

    private static List<String> rejections(RawClient client) {
        return client.rejections().stream().map(RandomHistoryIT::text).sorted().toList();
    }

    private static String text(ConsumerRecord<byte[], byte[]> rejection) {
        return String.join(
                " ",
                RawClient.header(rejection, RejectedHeaders.PARTITION),
                RawClient.header(rejection, RejectedHeaders.OFFSET),
                RawClient.header(rejection, RejectedHeaders.REASON),
                RawClient.header(rejection, RejectedHeaders.DETAIL));
    }
}
