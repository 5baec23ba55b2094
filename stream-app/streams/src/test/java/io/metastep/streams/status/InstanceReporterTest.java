package io.metastep.streams.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.schemas.InstanceStatus;
import io.metastep.schemas.StatusJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class InstanceReporterTest {
    private final CountDownLatch looks = new CountDownLatch(2);

    private InstanceStatus status(String state) {
        looks.countDown();
        return new InstanceStatus(
                1,
                InstanceStatus.KIND,
                "here",
                "app",
                0,
                state,
                0,
                "",
                "scalar",
                new InstanceStatus.Threads(1, 1, 0),
                List.of(),
                0,
                0,
                0,
                0,
                null,
                new InstanceStatus.Memory(0, 1),
                null,
                new InstanceStatus.Recovery(0, 0),
                List.of());
    }

    private static MockProducer<byte[], byte[]> producer() {
        return new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private InstanceReporter reporter(MockProducer<byte[], byte[]> producer) {
        return new InstanceReporter(
                "here", () -> status("running"), () -> status(InstanceStatus.STOPPED), producer, "status", 1);
    }

    @Test
    void an_instance_reports_under_its_name_and_its_last_word_is_stopped() throws InterruptedException, IOException {
        MockProducer<byte[], byte[]> producer = producer();
        InstanceReporter reporter = reporter(producer);
        reporter.start();
        assertThat(looks.await(10, TimeUnit.SECONDS)).isTrue();
        reporter.close(Duration.ofSeconds(5));
        reporter.close(Duration.ofSeconds(5));
        assertThat(producer.closed()).isTrue();
        List<ProducerRecord<byte[], byte[]>> sent = producer.history();
        assertThat(sent).hasSizeGreaterThan(2).allSatisfy(one -> {
            assertThat(new String(one.key(), StandardCharsets.UTF_8)).isEqualTo("instance/here");
            assertThat(one.partition()).isZero();
        });
        assertThat(StatusJson.readInstance(sent.get(0).value()).state()).isEqualTo("running");
        assertThat(StatusJson.readInstance(sent.get(sent.size() - 1).value()).state())
                .isEqualTo("stopped");
    }

    @Test
    void a_status_that_cannot_be_written_does_not_keep_the_next_from_being_tried() throws InterruptedException {
        MockProducer<byte[], byte[]> producer = producer();
        producer.sendException = new TimeoutException("No broker");
        InstanceReporter reporter = reporter(producer);
        reporter.start();
        assertThat(looks.await(10, TimeUnit.SECONDS)).isTrue();
        reporter.close(Duration.ofSeconds(5));
        assertThat(producer.history()).isEmpty();
    }
}
