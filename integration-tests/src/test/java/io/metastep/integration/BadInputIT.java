package io.metastep.integration;

import static io.metastep.schemas.ElementEncoding.BFLOAT16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metastep.integration.harness.Cluster;
import io.metastep.integration.harness.LargestRecord;
import io.metastep.integration.harness.TopicReader;
import io.metastep.integration.harness.WithoutTimestamp;
import io.metastep.schemas.ElementEncoding;
import io.metastep.schemas.Elements;
import io.metastep.schemas.GradientBlock;
import io.metastep.schemas.GradientKind;
import io.metastep.schemas.Limits;
import io.metastep.schemas.RejectionReason;
import io.metastep.schemas.Topic;
import io.metastep.schemas.UpdateAction;
import io.metastep.schemas.UpdateBlock;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Everything that can be wrong with a gradient, sent to one running application between two gradients of a healthy job on
 * the same partition. The original bytes are then in the rejected topic, once, with reason, topic, partition and
 * offset; the job was told where the key names one; the healthy job's updates are those of the same job in process, bit
 * for bit; the application is running.
 */
class BadInputIT extends BadInputFixture {

    BadInputIT() {
        super(Cluster.shared().createTopics("bad-input", PARTITIONS));
    }

    @Test
    void garbageBytes() {
        byte[] garbage = new byte[333];
        Arrays.fill(garbage, (byte) 0x5a);
        assertUnreadable(RejectionReason.UNDECODABLE, garbage);
    }

    @Test
    void noBytesAtAll() {
        assertUnreadable(RejectionReason.UNDECODABLE, new byte[0]);
    }

    @Test
    void aNullValue() {
        assertUnreadable(RejectionReason.UNDECODABLE, null);
    }

    @Test
    void truncatedAvro() {
        byte[] whole = goodBytes();
        assertUnreadable(RejectionReason.UNDECODABLE, Arrays.copyOf(whole, whole.length - 1));
        assertUnreadable(RejectionReason.UNDECODABLE, Arrays.copyOf(whole, 11));
    }

    @Test
    void bytesAfterTheRecord() {
        byte[] whole = goodBytes();
        assertUnreadable(RejectionReason.UNDECODABLE, Arrays.copyOf(whole, whole.length + 1));
    }

    @Test
    void aLengthThatClaimsAllMemory() {
        byte[] hostile = goodBytes();
        byte[] mostBytes = {(byte) 0xfe, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f};
        System.arraycopy(mostBytes, 0, hostile, 10, mostBytes.length);
        assertUnreadable(RejectionReason.UNDECODABLE, hostile);
    }

    @Test
    void anUnknownFingerprint() {
        byte[] unknown = goodBytes();
        unknown[5] ^= 0x40;
        assertUnreadable(RejectionReason.UNKNOWN_SCHEMA, unknown);
    }

    @Test
    void aRecordOfGarbageAsLargeAsTheTopicAllows() {
        byte[] garbage = new byte[LargestRecord.valueBytes(job.key().bytes())];
        Arrays.fill(garbage, (byte) 0x5a);
        assertUnreadable(RejectionReason.UNDECODABLE, garbage);
    }

    @Test
    void aRecordAsLargeAsTheTopicAllowsThatStartsWell() {
        int length = LargestRecord.valueBytes(job.key().bytes());
        assertUnreadable(RejectionReason.UNDECODABLE, Arrays.copyOf(goodBytes(), length));
    }

    @Test
    void oneByteMoreThanTheTopicAllowsIsRefusedByTheBroker() {
        byte[] tooMuch = new byte[LargestRecord.valueBytes(job.key().bytes()) + 1];
        assertThatThrownBy(() -> job.send(tooMuch)).hasRootCauseInstanceOf(RecordTooLargeException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "snappy", "lz4", "zstd"})
    void aSmallRecordThatUnpacksToSixteenTimesWhatTheTopicAllowsIsRefusedByTheBroker(String codec) {
        byte[] key = job.key().bytes();
        byte[] zeros = new byte[16 << 20];
        for (String topic : List.of(topics.gradients(), topics.losses())) {
            assertThatThrownBy(() ->
                            client.sendCompressed(codec, new ProducerRecord<>(topic, job.partition(), key, zeros)))
                    .rootCause()
                    .isInstanceOf(RecordTooLargeException.class)
                    .hasMessageContaining("the server will accept");
        }
        step(1);
    }

    @Test
    void aGradientThatWasCompressedOnItsWayIsServedAsAnyOther() {
        client.sendCompressed(
                "zstd",
                new ProducerRecord<>(
                        topics.gradients(), job.partition(), job.key().bytes(), goodBytes()));
        assertThat(job.update(1).getAction()).isEqualTo(UpdateAction.APPLY);
    }

    /** A producer guesses how well its records compress, and fills a batch by that. */
    @Test
    void aCompressedBatchThatIsTooLargeUnpackedIsSplitByItsProducer() {
        int records = 4_000;
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topics.losses(), 0, job.jobId().getBytes(UTF_8), new byte[10_000]);
        assertThat(client.splitsOfCompressed("zstd", Topic.LOSSES.maxMessageBytes(), record, records))
                .isPositive();
        try (TopicReader losses = new TopicReader(cluster.bootstrapServers(), topics.losses())) {
            assertThat(losses.toEnd()).hasSize(records);
        }
    }

    @Test
    void aStringLongerThanTheLimitsAllow() {
        assertUnreadable(
                RejectionReason.TOO_LARGE, job.bytes(changed(g -> g.setWorkload("x".repeat(Limits.STRING_BYTES + 1)))));
    }

    @Test
    void aWrongLengthForTheDeclaredEncoding() {
        assertRejected(RejectionReason.WRONG_LENGTH, withValues(ElementEncoding.FLOAT32, new byte[6]));
        assertRejected(RejectionReason.WRONG_LENGTH, withValues(BFLOAT16, new byte[7]));
    }

    @Test
    void aGradientOfZeroLength() {
        assertRejected(RejectionReason.EMPTY, withValues(ElementEncoding.FLOAT32, new byte[0]));
    }

    @Test
    void moreCoordinatesThanABlockMayHave() {
        byte[] values = new byte[(Limits.BLOCK_COORDINATES + 1) * Elements.size(BFLOAT16)];
        assertRejected(RejectionReason.TOO_LONG, withValues(BFLOAT16, values));
    }

    @Test
    void aNullKey() {
        assertRejected(RejectionReason.NULL_KEY, job.partition(), null, goodBytes());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/", "//", "no-slash", "j/0", "/t/0", "j//0", "j/t/", "j/t/-1", "j/t/01", "j/t/2147483648"})
    void aMalformedKey(String key) {
        assertRejected(RejectionReason.MALFORMED_KEY, job.partition(), key.getBytes(UTF_8), goodBytes());
    }

    @Test
    void aKeyThatIsNotUtf8() {
        byte[] key = job.key().bytes();
        key[0] = (byte) 0xff;
        assertRejected(RejectionReason.MALFORMED_KEY, job.partition(), key, goodBytes());
    }

    @Test
    void aKeyAlmostAsLargeAsTheTopicAllows() {
        byte[] key = new byte[LargestRecord.valueBytes(new byte[0]) - 10];
        Arrays.fill(key, (byte) 'k');
        assertRejected(RejectionReason.MALFORMED_KEY, job.partition(), key, new byte[0]);
    }

    @Test
    void aKeyOfAnotherBlock() {
        assertUnreadable(RejectionReason.KEY_MISMATCH, job.bytes(changed(g -> g.setBlock(1))));
        assertUnreadable(RejectionReason.KEY_MISMATCH, job.bytes(changed(g -> g.setTensor("other"))));
        assertUnreadable(RejectionReason.KEY_MISMATCH, job.bytes(changed(g -> g.setJobId("somebody-else"))));
    }

    @Test
    void theWrongPartition() {
        int wrong = (job.partition() + 1) % PARTITIONS;
        assertRejected(RejectionReason.WRONG_PARTITION, wrong, job.key().bytes(), goodBytes());
        assertThat(told(RejectionReason.WRONG_PARTITION, 1).getDetail()).contains("" + job.partition());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, PARTITIONS + 1, Integer.MAX_VALUE})
    void aSpreadThatTheTopicDoesNotHave(int spread) {
        assertRejected(RejectionReason.BAD_SETTING, changed(g -> g.setSpread(spread)));
    }

    @ParameterizedTest
    @ValueSource(floats = {-1f, Float.NaN, Float.POSITIVE_INFINITY})
    void anUpdateScaleOutOfItsRange(float scale) {
        assertRejected(RejectionReason.BAD_SETTING, changed(g -> g.setUpdateScale(scale)));
    }

    @ParameterizedTest
    @CsvSource({"FLOAT32, NaN", "FLOAT32, Infinity", "FLOAT32, -Infinity", "BFLOAT16, NaN", "BFLOAT16, Infinity"})
    void aGradientThatIsNotFinite(ElementEncoding encoding, float value) {
        step(1);
        byte[] values = Elements.encode(encoding, new float[] {1f, value, 2f}, 0, 3);
        assertRejected(RejectionReason.NOT_FINITE, withValues(2, encoding, values));
        step(3);
    }

    @Test
    void aStaleStep() {
        step(5);
        assertRejected(RejectionReason.STALE_STEP, changed(4, g -> {}));
        step(6);
    }

    @Test
    void aRepeatedStepIsAnsweredAgainWithTheSameBits() {
        step(1);
        List<RecordMetadata> sent = List.of(send(1), send(1), send(1));
        step(2);
        assertThat(client.updates().stream().filter(u -> isStepOne(u)))
                .hasSize(4)
                .containsOnly(job.update(1));
        assertThat(sent)
                .allSatisfy(record -> assertThat(client.rejections(record)).isZero());
    }

    @Test
    void aConflictingStep() {
        step(1);
        assertRejected(RejectionReason.CONFLICTING_STEP, job.gradient(1, 9f, 9f, 9f));
        step(2);
    }

    @Test
    void aLowerAttempt() {
        job.send(changed(1, g -> g.setAttempt(7)));
        assertThat(job.update(1).getMemoryAge()).isEqualTo(1);
        assertRejected(RejectionReason.FENCED_ATTEMPT, changed(2, g -> g.setAttempt(6)));
        job.send(changed(2, g -> g.setAttempt(7)));
        assertThat(job.update(2).getMemoryAge()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 500})
    void anotherLengthInMidJob(int coordinates) {
        step(1);
        assertRejected(RejectionReason.LENGTH_CHANGED, job.gradient(2, new float[coordinates]));
        step(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"untrained@99", "untrained#nobody", "nobody", "nobody@1", "Not A Reference", ""})
    void anUnknownOptimizer(String reference) {
        assertRejected(RejectionReason.UNKNOWN_OPTIMIZER, changed(g -> g.setOptimizer(reference)));
        step(2);
    }

    @Test
    void anOptimizerVersionThatIsGarbage() {
        cluster.publish(topics, "broken@1", "garbage".getBytes(UTF_8));
        assertRejected(RejectionReason.UNKNOWN_OPTIMIZER, changed(g -> g.setOptimizer("broken@1")));
        step(2);
    }

    @Test
    void aTimestampOfMinusOneIsReplacedByTheBroker() {
        client.send(new WithoutTimestamp(
                topics.gradients(), job.partition(), job.key().bytes(), goodBytes()));
        assertThat(job.update(1).getAction()).isEqualTo(UpdateAction.APPLY);
    }

    @Test
    void aTimestampOfMinusOneThatTheBrokerLetsThrough() {
        cluster.alter(topics.gradients(), "message.timestamp.type", "CreateTime");
        try {
            assertRejected(
                    RejectionReason.BAD_TIMESTAMP,
                    new WithoutTimestamp(
                            topics.gradients(), job.partition(), job.key().bytes(), goodBytes()));
            told(RejectionReason.BAD_TIMESTAMP, 1);
        } finally {
            cluster.alter(topics.gradients(), "message.timestamp.type", "LogAppendTime");
        }
        step(2);
    }

    @Test
    void aGradientAfterClose() {
        step(1);
        job.send(changed(2, BadInputIT::close));
        assertThat(job.update(2).getAction()).isEqualTo(UpdateAction.SKIP);
        assertRejected(RejectionReason.CLOSED, changed(3, g -> {}));
        job.send(changed(3, g -> g.setAttempt(2)));
        assertThat(job.update(3).getMemoryAge()).isEqualTo(1);
    }

    @Test
    void aKindThatIsNotServed() {
        assertRejected(RejectionReason.UNKNOWN_KIND, changed(g -> g.setKind(GradientKind.UNKNOWN)));
        step(2);
    }

    @Test
    void anUnknownEncoding() {
        assertRejected(RejectionReason.UNKNOWN_ENCODING, changed(g -> g.setEncoding(ElementEncoding.UNKNOWN)));
        step(2);
    }

    private RecordMetadata send(long step) {
        return job.send(job.gradient(step, GRADIENT));
    }

    private GradientBlock withValues(ElementEncoding encoding, byte[] values) {
        return withValues(1, encoding, values);
    }

    private GradientBlock withValues(long step, ElementEncoding encoding, byte[] values) {
        return changed(step, g -> g.setEncoding(encoding).setValues(ByteBuffer.wrap(values)));
    }

    private boolean isStepOne(UpdateBlock update) {
        return update.getJobId().equals(job.jobId()) && update.getStep() == 1;
    }

    private static void close(GradientBlock.Builder gradient) {
        gradient.setKind(GradientKind.CLOSE).setValues(ByteBuffer.allocate(0));
    }
}
