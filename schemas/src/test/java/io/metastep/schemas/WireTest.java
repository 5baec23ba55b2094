package io.metastep.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecordBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WireTest {
    private static final long SEED = 20_260_101;

    @Test
    void everyRecordComesBackAsItWas() throws WireException {
        LossReport loss = LossReport.newBuilder()
                .setJobId("demo")
                .setAttempt(1)
                .setStep(2)
                .setLoss(Double.NEGATIVE_INFINITY)
                .setMetrics(Map.of("accuracy", 0.9))
                .build();
        UpdateBlock rejected = Examples.update(UpdateAction.REJECTED, RejectionReason.STALE_STEP);

        assertThat(Wire.gradients().decode(Wire.gradients().encode(Examples.gradient())))
                .isEqualTo(Examples.gradient());
        assertThat(Wire.losses().decode(Wire.losses().encode(loss))).isEqualTo(loss);
        assertThat(Wire.updates().decode(Wire.updates().encode(rejected))).isEqualTo(rejected);
        TrajectorySegment segment = Examples.segment().build();
        assertThat(Wire.trajectories().decode(Wire.trajectories().encode(segment)))
                .isEqualTo(segment);
        assertThat(Wire.learnerStates().decode(Wire.learnerStates().encode(Examples.learnerState())))
                .isEqualTo(Examples.learnerState());
        JobActivity activity = Examples.activity().build();
        assertThat(Wire.activities().decode(Wire.activities().encode(activity))).isEqualTo(activity);
    }

    @Test
    void anInstanceIsUsedAgainAndAgain() throws WireException {
        Wire<GradientBlock> wire = Wire.gradients();
        byte[] first = wire.encode(Examples.gradient(1f));
        byte[] second = wire.encode(Examples.gradient(2f, 3f));

        assertThat(wire.decode(first)).isEqualTo(Examples.gradient(1f));
        assertThat(wire.decode(second)).isEqualTo(Examples.gradient(2f, 3f));
    }

    @Test
    void whatAnOlderReleasedSchemaWroteIsRead() throws Exception {
        Schema older = SchemaBuilder.record("OptimizerChannel")
                .namespace("io.metastep.schemas")
                .fields()
                .requiredString("channel")
                .requiredString("family")
                .requiredInt("version")
                .endRecord();
        GenericData.Record message = new GenericRecordBuilder(older)
                .set("family", "universal")
                .set("channel", "stable")
                .set("version", 3)
                .build();
        byte[] bytes = new org.apache.avro.message.BinaryMessageEncoder<GenericData.Record>(GenericData.get(), older)
                .encode(message)
                .array();
        Wire<OptimizerChannel> wire = new Wire<>(OptimizerChannel.getClassSchema(), List.of(older));

        assertThat(wire.decode(bytes))
                .isEqualTo(OptimizerChannel.newBuilder()
                        .setFamily("universal")
                        .setChannel("stable")
                        .setVersion(3)
                        .setMoves(List.of())
                        .build());
    }

    @Test
    void garbageIsUndecodableAndForeignRecordsAreOfUnknownSchema() {
        byte[] update = Wire.updates().encode(Examples.update(UpdateAction.APPLY));

        assertThat(reason(null)).isEqualTo(RejectionReason.UNDECODABLE);
        assertThat(reason(new byte[0])).isEqualTo(RejectionReason.UNDECODABLE);
        assertThat(reason("{\"jobId\":\"demo\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isEqualTo(RejectionReason.UNDECODABLE);
        assertThat(reason(update)).isEqualTo(RejectionReason.UNKNOWN_SCHEMA);
        assertThat(Wire.updates().isFor(update)).isTrue();
        assertThat(Wire.gradients().isFor(update)).isFalse();
    }

    @Test
    void everyTruncationAndEveryAdditionIsUndecodable() {
        byte[] bytes = Wire.gradients().encode(Examples.gradient());

        for (int length = 0; length < bytes.length; length++) {
            assertThat(reason(Arrays.copyOf(bytes, length))).isEqualTo(RejectionReason.UNDECODABLE);
        }
        assertThat(reason(Arrays.copyOf(bytes, bytes.length + 1))).isEqualTo(RejectionReason.UNDECODABLE);
    }

    @Test
    void whatNoTopicAllowsIsTooLargeHoweverSmallItWasWhileItWasCompressed() {
        byte[] bytes = Wire.gradients().encode(Examples.gradient());

        assertThat(reason(Arrays.copyOf(bytes, Limits.RECORD_BYTES))).isEqualTo(RejectionReason.UNDECODABLE);
        assertThat(reason(Arrays.copyOf(bytes, Limits.RECORD_BYTES + 1))).isEqualTo(RejectionReason.TOO_LARGE);
    }

    @Test
    void noMutationOfAValidRecordDoesMoreThanBeRefused() {
        byte[] bytes = Wire.gradients().encode(Examples.gradient());
        Wire<GradientBlock> wire = Wire.gradients();
        Random random = new Random(SEED);
        int refused = 0;
        for (int i = 0; i < 100_000; i++) {
            byte[] mutated = mutate(bytes.clone(), random);
            try {
                wire.decode(mutated);
            } catch (WireException e) {
                refused++;
            }
        }
        assertThat(refused).as("seed %s", SEED).isGreaterThan(10_000);
    }

    private static byte[] mutate(byte[] bytes, Random random) {
        for (int n = 1 + random.nextInt(4); n > 0; n--) {
            bytes[Wire.HEADER_BYTES + random.nextInt(bytes.length - Wire.HEADER_BYTES)] = (byte) random.nextInt();
        }
        return bytes;
    }

    private static RejectionReason reason(byte @Nullable [] bytes) {
        WireException[] caught = new WireException[1];
        assertThatExceptionOfType(WireException.class)
                .isThrownBy(() -> Wire.gradients().decode(bytes))
                .satisfies(e -> caught[0] = e);
        return caught[0].reason();
    }
}
