package io.metastep.integration.harness;

import io.metastep.schemas.ElementEncoding;
import io.metastep.schemas.GradientBlock;
import io.metastep.schemas.GradientKind;
import io.metastep.schemas.RejectedHeaders;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Valid gradients of jobs and what accidents and malice make of them, drawn from a seed: the same seed gives the same records. A
 * job is left for a new one after some records, as its mutants may have closed, fenced or finished it.
 */
public final class Mutants {
    private static final int COORDINATES = 21;
    private static final int RECORDS_PER_JOB = 60;

    /** What is done to a valid record. */
    enum Mutation {
        NONE,
        HEADERS,
        TIMESTAMP,
        RESENT,
        BIT_FLIPS,
        TRUNCATED,
        EXTENDED,
        SPLICED,
        MARKER,
        FINGERPRINT,
        HUGE_LENGTH,
        GARBAGE,
        NULL_VALUE,
        EMPTY_VALUE,
        NULL_KEY,
        GARBAGE_KEY,
        MUTATED_KEY,
        SWAPPED_KEY,
        WRONG_PARTITION,
        FIELD,
        TWO_FIELDS
    }

    private final SplittableRandom random;
    private final RawClient client;
    private final String optimizer;
    private RawJob job;
    private RawJob previous;
    private byte[] last;
    private int records;
    private int jobs;
    private long step;

    public Mutants(long seed, RawClient client, String optimizer) {
        this.random = new SplittableRandom(seed);
        this.client = client;
        this.optimizer = optimizer;
        this.job = newJob();
        this.previous = job;
        this.last = job.bytes(valid(unchanged -> {}));
    }

    private RawJob newJob() {
        jobs++;
        return client.job("mutant-" + jobs, optimizer);
    }

    /** The next record. */
    public ProducerRecord<byte[], byte[]> next() {
        records++;
        if (records % RECORDS_PER_JOB == 0) {
            previous = job;
            job = newJob();
            step = 0;
        }
        Mutation[] all = Mutation.values();
        return mutated(random.nextInt(4) == 0 ? Mutation.NONE : all[random.nextInt(all.length)]);
    }

    private ProducerRecord<byte[], byte[]> mutated(Mutation mutation) {
        byte[] valid = job.bytes(valid(unchanged -> {}));
        return switch (mutation) {
            case NONE -> good(valid);
            case HEADERS -> withHeaders(good(valid));
            case TIMESTAMP ->
                record(
                        job.partition(),
                        random.nextLong(Long.MAX_VALUE),
                        job.key().bytes(),
                        valid);
            case RESENT -> withValue(last);
            case BIT_FLIPS -> withValue(flipped(valid));
            case TRUNCATED -> withValue(Arrays.copyOf(valid, random.nextInt(valid.length)));
            case EXTENDED -> withValue(extended(valid));
            case SPLICED -> withValue(spliced(valid));
            case MARKER -> withValue(changed(valid, random.nextInt(2)));
            case FINGERPRINT -> withValue(changed(valid, 2 + random.nextInt(8)));
            case HUGE_LENGTH -> withValue(withHugeLength(valid));
            case GARBAGE -> withValue(garbage(random.nextInt(400)));
            case NULL_VALUE -> withValue(null);
            case EMPTY_VALUE -> withValue(new byte[0]);
            case NULL_KEY -> withKey(null, valid);
            case GARBAGE_KEY -> withKey(garbage(random.nextInt(40)), valid);
            case MUTATED_KEY -> withKey(flipped(job.key().bytes()), valid);
            case SWAPPED_KEY -> withKey(previous.key().bytes(), valid);
            case WRONG_PARTITION ->
                record(random.nextInt(client.partitions()), null, job.key().bytes(), valid);
            case FIELD -> withValue(job.bytes(valid(this::changeField)));
            case TWO_FIELDS ->
                withValue(job.bytes(valid(gradient -> {
                    changeField(gradient);
                    changeField(gradient);
                })));
        };
    }

    private GradientBlock valid(Consumer<GradientBlock.Builder> change) {
        return job.gradient(step + 1, Noise.of(jobs, step + 1, COORDINATES), gradient -> {
            gradient.setLoss(1.0 / (step + 2));
            change.accept(gradient);
        });
    }

    private ProducerRecord<byte[], byte[]> good(byte[] valid) {
        step++;
        last = valid;
        return withValue(valid);
    }

    private void changeField(GradientBlock.Builder gradient) {
        switch (random.nextInt(20)) {
            case 0 -> gradient.setAttempt(number());
            case 1 -> gradient.setAttempt(random.nextInt(4));
            case 2 -> gradient.setStep(number());
            case 3 -> gradient.setStep(random.nextInt((int) step + 4));
            case 4 -> gradient.setKind(one(GradientKind.values())).setValues(ByteBuffer.allocate(0));
            case 5 -> gradient.setKind(one(GradientKind.values()));
            case 6 -> gradient.setEncoding(one(ElementEncoding.values()));
            case 7 -> gradient.setValues(ByteBuffer.wrap(garbage(random.nextInt(200))));
            case 8 -> gradient.setValues(ByteBuffer.wrap(garbage(4 * COORDINATES)));
            case 9 -> gradient.setValues(ByteBuffer.allocate(4 * random.nextInt(40_000)));
            case 10 -> gradient.setLoss(real());
            case 11 -> gradient.setUpdateScale((float) real());
            case 12 -> gradient.setFallbackRate((float) real());
            case 13 -> gradient.setSpread(random.nextInt(-2, client.partitions() + 3));
            case 14 -> gradient.setOptimizer(text());
            case 15 -> gradient.setJobId(text());
            case 16 -> gradient.setTensor(text());
            case 17 -> gradient.setBlock((int) number());
            case 18 -> gradient.setApplied(ByteBuffer.wrap(garbage(random.nextBoolean() ? 4 * COORDINATES : 7)));
            default -> gradient.setWorkload(text()).setParameterStep(number()).setSparse(true);
        }
    }

    private long number() {
        return switch (random.nextInt(6)) {
            case 0 -> Long.MIN_VALUE;
            case 1 -> Long.MAX_VALUE;
            case 2 -> -1;
            case 3 -> Integer.MAX_VALUE;
            case 4 -> random.nextLong();
            default -> 0;
        };
    }

    private double real() {
        return switch (random.nextInt(6)) {
            case 0 -> Double.NaN;
            case 1 -> Double.POSITIVE_INFINITY;
            case 2 -> -1;
            case 3 -> Double.MAX_VALUE;
            case 4 -> Double.MIN_VALUE;
            default -> random.nextDouble(-10, 10);
        };
    }

    private String text() {
        return switch (random.nextInt(6)) {
            case 0 -> "";
            case 1 -> "nobody@1";
            case 2 -> "a/b\u0000c";
            case 3 -> "\ud83d\ude00".repeat(random.nextInt(1, 200));
            case 4 -> "x".repeat(random.nextInt(1, 5_000));
            default -> "mutant-1";
        };
    }

    private <T> T one(T[] of) {
        return of[random.nextInt(of.length)];
    }

    private byte[] garbage(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] flipped(byte[] valid) {
        byte[] bytes = valid.clone();
        for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    private byte[] changed(byte[] valid, int at) {
        byte[] bytes = valid.clone();
        bytes[at] ^= (byte) (1 + random.nextInt(255));
        return bytes;
    }

    private byte[] extended(byte[] valid) {
        int more = random.nextInt(20) == 0 ? random.nextInt(200_000) : 1 + random.nextInt(64);
        byte[] bytes = Arrays.copyOf(valid, valid.length + more);
        byte[] tail = garbage(more);
        System.arraycopy(tail, 0, bytes, valid.length, more);
        return bytes;
    }

    private byte[] spliced(byte[] valid) {
        byte[] bytes = valid.clone();
        int from = random.nextInt(Math.min(bytes.length, last.length));
        int to = random.nextInt(bytes.length);
        int length = Math.min(last.length - from, bytes.length - to);
        System.arraycopy(last, from, bytes, to, length);
        return bytes;
    }

    private byte[] withHugeLength(byte[] valid) {
        byte[] bytes = valid.clone();
        byte[] most = {(byte) 0xfe, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f};
        System.arraycopy(most, 0, bytes, 10 + random.nextInt(bytes.length - 15), most.length);
        return bytes;
    }

    private ProducerRecord<byte[], byte[]> withHeaders(ProducerRecord<byte[], byte[]> record) {
        record.headers().add(RejectedHeaders.REASON, garbage(9));
        record.headers().add("", garbage(random.nextInt(2_000)));
        record.headers().add("null", null);
        return record;
    }

    private ProducerRecord<byte[], byte[]> withValue(byte @Nullable [] value) {
        return withKey(job.key().bytes(), value);
    }

    private ProducerRecord<byte[], byte[]> withKey(byte @Nullable [] key, byte @Nullable [] value) {
        return record(job.partition(), null, key, value);
    }

    private ProducerRecord<byte[], byte[]> record(
            int partition, @Nullable Long timestamp, byte @Nullable [] key, byte @Nullable [] value) {
        return new ProducerRecord<>(client.topics().gradients(), partition, timestamp, key, value);
    }
}
