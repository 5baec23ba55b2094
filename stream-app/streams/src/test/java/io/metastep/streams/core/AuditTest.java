package io.metastep.streams.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.optimizer.AdamSpec;
import io.metastep.optimizer.BlockState.Encoding;
import io.metastep.optimizer.Optimizers;
import io.metastep.schemas.BlockKey;
import io.metastep.schemas.UpdateBlock;
import io.metastep.schemas.Wire;
import io.metastep.schemas.WireException;
import io.metastep.streams.audit.AuditReport;
import io.metastep.streams.audit.Difference;
import io.metastep.streams.audit.Difference.Kind;
import io.metastep.streams.audit.PartitionAudit;
import io.metastep.streams.audit.PartitionAudit.Retention;
import io.metastep.streams.audit.PublishedRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a world answered, audited as it is and after somebody changed it. */
class AuditTest {
    private static final String JOB = "job0";
    private static final int SEEDS = Integer.getInteger("metastep.seeds", 30);
    private static final int RECORDS = 300;
    private static final List<String> VERSIONS = List.of("a@1", "a@2", "a@3", "a@4", "", "a@9");

    private final Wire<UpdateBlock> wire = Wire.updates();
    private Encoding encoding = Encoding.FLOAT32;

    /** Ten steps of three blocks without any incident. */
    private static World calm() {
        World world = new World();
        for (long step = 1; step <= 10; step++) {
            for (int block = 0; block < 3; block++) {
                world.append(
                        Gradients.of(JOB, block, 1, step).setLoss(1.0 / step).build());
            }
        }
        world.deliverAll();
        return world;
    }

    @Test
    void what_was_answered_is_equal() {
        AuditReport report = fromLog(calm());
        assertThat(report.first()).isEmpty();
        assertThat(report.isEqual()).isTrue();
        assertThat(report.updates()).isEqualTo(30);
        assertThat(report.blocks()).isEqualTo(3);
        assertThat(report.attempts()).isEqualTo(1);
        assertThat(report.versions()).containsOnlyKeys("a@1").containsEntry("a@1", 30L);
    }

    @Test
    void whatever_happened_to_jobs_and_application_is_equal() {
        long restarts = 0;
        long snapshots = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            World world = rough(seed);
            AuditReport fromLog = fromLog(world);
            AuditReport kept = audit(world, updates(world), true);
            assertThat(fromLog.first()).as("seed %s from the log", seed).isEmpty();
            assertThat(kept.first()).as("seed %s", seed).isEmpty();
            assertThat(fromLog.isEqual()).isTrue();
            assertThat(fromLog.unverified()).as("seed %s", seed).isZero();
            assertThat(fromLog.equalAnswers()).isEqualTo(fromLog.answers()).isPositive();
            snapshots += kept.snapshotsEqual();
            restarts += fromLog.restarts();
        }
        assertThat(restarts).isZero();
        assertThat(snapshots).isGreaterThan(SEEDS);
    }

    @Test
    void one_flipped_bit_is_found_at_its_coordinate() {
        World world = calm();
        List<UpdateBlock> updates = updates(world);
        UpdateBlock wrong = updates.get(16);
        byte[] bytes = new byte[wrong.getValues().remaining()];
        wrong.getValues().duplicate().get(bytes);
        bytes[3 * Float.BYTES] ^= 1;
        updates.set(16, changed(wrong, "values", ByteBuffer.wrap(bytes)));
        Difference found = only(fromLog(world, updates));
        assertThat(found.kind()).isEqualTo(Kind.VALUE);
        assertThat(found.block()).isEqualTo(1);
        assertThat(found.attempt()).isEqualTo(1);
        assertThat(found.step()).isEqualTo(6);
        assertThat(found.coordinate()).isEqualTo(3);
        assertThat(found.gradientOffset()).isEqualTo(16);
        assertThat(found.expected()).matches(".*\\(0x[0-9a-f]{8}\\)").isNotEqualTo(found.published());
    }

    @Test
    void a_missing_answer_is_found() {
        World world = calm();
        List<UpdateBlock> updates = updates(world);
        updates.remove(16);
        assertPlace(only(fromLog(world, updates)), Kind.MISSING, 1, 6);
    }

    @Test
    void the_last_answer_of_a_block_is_missing_if_later_records_were_answered() {
        World world = calm();
        List<UpdateBlock> updates = updates(world);
        updates.remove(27);
        assertPlace(only(fromLog(world, updates)), Kind.MISSING, 0, 10);
    }

    @Test
    void answers_that_are_not_there_yet_are_pending() {
        World world = calm();
        List<UpdateBlock> updates = updates(world);
        AuditReport report = fromLog(world, updates.subList(0, 25));
        assertThat(report.isEqual()).isTrue();
        assertThat(report.pending()).isEqualTo(5);
        assertThat(report.updates()).isEqualTo(25);
    }

    @Test
    void a_second_answer_with_other_bytes_is_found() {
        World world = calm();
        List<UpdateBlock> updates = updates(world);
        updates.add(20, changed(updates.get(16), "values", Gradients.bytes(1, 2, 3, 4, 5)));
        assertPlace(only(fromLog(world, updates)), Kind.UNEXPECTED, 1, 6);
    }

    @Test
    void an_answer_at_the_end_that_no_gradient_asked_for_is_found() {
        World world = calm();
        List<UpdateBlock> updates = updates(world);
        updates.add(changed(updates.get(29), "step", 11L));
        assertPlace(only(fromLog(world, updates)), Kind.UNEXPECTED, 2, 11);
    }

    @Test
    void answers_of_a_block_in_the_wrong_order_are_found() {
        World world = calm();
        List<UpdateBlock> updates = updates(world);
        UpdateBlock earlier = updates.set(16, updates.get(19));
        updates.set(19, earlier);
        assertPlace(only(fromLog(world, updates)), Kind.ORDER, 1, 7);
    }

    @Test
    void an_answer_that_names_another_version_is_found() {
        World world = calm();
        List<UpdateBlock> updates = updates(world);
        updates.set(16, changed(updates.get(16), "optimizer", "a@2"));
        Difference found = only(fromLog(world, updates));
        assertPlace(found, Kind.FIELD, 1, 6);
        assertThat(found.published()).isEqualTo("optimizer a@2");
    }

    @Test
    void a_resent_gradient_has_its_answer_twice() {
        World world = calm();
        world.send(Gradients.of(JOB, 2, 1, 10).setLoss(0.1).build());
        AuditReport report = fromLog(world);
        assertThat(report.isEqual()).isTrue();
        assertThat(report.repeated()).isEqualTo(1);
        List<UpdateBlock> withoutResend = updates(calm());
        withoutResend.add(withoutResend.get(29));
        assertPlace(only(fromLog(calm(), withoutResend)), Kind.UNEXPECTED, 2, 10);
    }

    @Test
    void a_pin_that_the_answers_deny_is_found() {
        World world = calm();
        BlockStorage storage = storage(world);
        BlockKey key = Gradients.key(Gradients.of(JOB, 0, 1, 1).build());
        BlockHeader header = Objects.requireNonNull(storage.header(key));
        storage.putHeader(key, header.withPin(new Pin(1, new Decision.Use("a@2"))));
        assertThat(audit(world, updates(world), true).first())
                .isNotEmpty()
                .allSatisfy(difference -> assertThat(difference.kind()).isEqualTo(Kind.PIN));
    }

    @Test
    void where_the_log_no_longer_reaches_back_a_snapshot_is_begun_with() {
        World world = new World();
        for (long step = 1; step <= 60; step++) {
            world.append(Gradients.of(JOB, 0, 1, step).setLoss(1.0 / step).build());
        }
        world.deliverAll();
        world.expire(40);
        AuditReport fromLog = fromLog(world);
        assertThat(fromLog.differences()).isZero();
        assertThat(fromLog.unverified()).isEqualTo(20);
        assertThat(fromLog.withoutGradient()).isEqualTo(40);
        assertThat(fromLog.isEqual()).isFalse();
        AuditReport kept = audit(world, updates(world), true);
        assertThat(kept.first()).isEmpty();
        assertThat(kept.fromSnapshot()).isEqualTo(1);
        assertThat(kept.snapshotStep()).isBetween(40L, 60L);
        assertThat(kept.equalAnswers()).isEqualTo(60 - kept.snapshotStep()).isPositive();
    }

    @Test
    void answers_that_retention_took_are_not_missing() {
        World world = calm();
        List<UpdateBlock> updates = updates(world);
        AuditReport report = audit(world, updates.subList(10, 30), false, new Retention(0, 10));
        assertThat(report.first()).isEmpty();
        assertThat(report.gone()).isEqualTo(10);
        assertThat(report.unverified()).isEqualTo(20);
    }

    @Test
    void a_memory_that_began_afresh_because_its_past_is_gone_is_counted() {
        World world = new World();
        for (long step = 1; step <= 30; step++) {
            world.append(Gradients.of(JOB, 0, 1, step).setLoss(1.0 / step).build());
        }
        world.deliverAll();
        world.commit();
        world.expire(30);
        world.crash();
        for (long step = 32; step <= 40; step++) {
            world.append(Gradients.of(JOB, 0, 1, step).setLoss(1.0 / step).build());
        }
        world.deliverAll();
        world.openArchive();
        AuditReport report = fromLog(world);
        assertThat(report.first()).isEmpty();
        assertThat(report.restarts()).isEqualTo(1);
        assertThat(report.equalAnswers()).isEqualTo(39);
    }

    private static void assertPlace(Difference found, Kind kind, int block, long step) {
        assertThat(found.kind()).isEqualTo(kind);
        assertThat(found.tensor()).isEqualTo("dense/w");
        assertThat(found.block()).isEqualTo(block);
        assertThat(found.step()).isEqualTo(step);
    }

    private static Difference only(AuditReport report) {
        assertThat(report.differences()).isEqualTo(1);
        assertThat(report.isEqual()).isFalse();
        assertThat(report.first()).hasSize(1);
        return report.first().get(0);
    }

    /** Random jobs served by an application that crashes, moves its channel, and has little memory at times. */
    private World rough(long seed) {
        Random random = new Random(seed);
        encoding = seed % 3 == 0 ? Encoding.BFLOAT16 : Encoding.FLOAT32;
        World world = seed % 2 == 0
                ? new World(World.SETTINGS.with(encoding), 1L << 40)
                : new World(World.TIGHT.with(encoding), 6_000);
        world.publish("a@4", Optimizers.of(new AdamSpec(0.1f, 0.9f, 0.99f, 1e-8f)));
        RandomJobs jobs = new RandomJobs(random);
        while (world.logSize() < RECORDS) {
            jobs.extend(world::append);
        }
        for (int change = 0; change < 6; change++) {
            world.publish(random.nextInt(RECORDS), VERSIONS.get(random.nextInt(VERSIONS.size())));
        }
        while (world.delivered() < world.logSize()) {
            world.deliver(Math.min(world.logSize(), world.delivered() + 1 + random.nextInt(40)));
            if (random.nextBoolean()) {
                world.commit();
            } else {
                world.crash();
            }
        }
        world.commit();
        return world;
    }

    private UpdateBlock changed(UpdateBlock update, String field, Object value) {
        try {
            UpdateBlock copy = wire.decode(wire.encode(update));
            copy.put(copy.getSchema().getField(field).pos(), value);
            return copy;
        } catch (WireException e) {
            throw new AssertionError(e);
        }
    }

    private static List<UpdateBlock> updates(World world) {
        List<UpdateBlock> updates = new ArrayList<>();
        world.answers().forEach(answer -> {
            if (answer.update() != null) {
                updates.add(answer.update());
            }
        });
        return updates;
    }

    private AuditReport fromLog(World world) {
        return fromLog(world, updates(world));
    }

    private AuditReport fromLog(World world, List<UpdateBlock> updates) {
        return audit(world, updates, false);
    }

    private AuditReport audit(World world, List<UpdateBlock> updates, boolean isKept) {
        return audit(world, updates, isKept, new Retention(world.earliest(), 0));
    }

    private AuditReport audit(World world, List<UpdateBlock> updates, boolean isKept, Retention retention) {
        Recomputation recomputation = new Recomputation(
                isKept ? World.SETTINGS : World.SETTINGS.with(encoding),
                0,
                1,
                world,
                world,
                isKept ? storage(world) : null);
        Iterator<PublishedRecord> published = IntStream.range(0, updates.size())
                .mapToObj(i -> record(i, updates.get(i)))
                .iterator();
        PartitionAudit audit = new PartitionAudit(
                JOB,
                0,
                recomputation,
                () -> next(published),
                retention,
                World.SETTINGS.idleTime().toMillis());
        world.read(world.earliest(), world.logSize(), audit);
        return AuditReport.of(JOB, List.of(audit.finish()));
    }

    private static @Nullable PublishedRecord next(Iterator<PublishedRecord> published) {
        return published.hasNext() ? published.next() : null;
    }

    private PublishedRecord record(long offset, UpdateBlock update) {
        String key = update.getJobId() + "/" + update.getTensor() + "/" + update.getBlock();
        return new PublishedRecord(offset, key.getBytes(UTF_8), wire.encode(update));
    }

    private static BlockStorage storage(World world) {
        return new BlockStorage(world.headers(), world.snapshots(), world.positions(), 700);
    }
}
