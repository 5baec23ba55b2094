package io.metastep.integration.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metastep.schemas.GradientBlock;
import io.metastep.schemas.GradientKind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Some jobs' gradients with everything that can happen to jobs, drawn from a seed; the same seed gives the same records. */
public final class RandomLog {
    private static final int COORDINATES = 19;

    /** One record: whose, and its bytes. */
    public static final class Entry {
        private final RawJob job;
        private final byte[] value;

        private Entry(RawJob job, byte[] value) {
            this.job = job;
            this.value = value;
        }

        /** Sends the record where it belongs. */
        public void send() {
            job.send(value);
        }
    }

    private final SplittableRandom random;
    private final List<Course> courses;

    public RandomLog(long seed, RawClient client, String optimizer, int jobs) {
        random = new SplittableRandom(seed);
        courses = IntStream.range(0, jobs)
                .mapToObj(i -> new Course(client.job("random-" + i, optimizer)))
                .toList();
    }

    public List<Entry> next(int records) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            Course course = courses.get(random.nextInt(courses.size()));
            entries.add(new Entry(course.job, course.next()));
        }
        return entries;
    }

    /** What one job does. */
    private final class Course {
        private final RawJob job;
        private long attempt = 1;
        private long step;
        private byte[] last;

        Course(RawJob job) {
            this.job = job;
            this.last = "garbage".getBytes(UTF_8);
        }

        byte[] next() {
            return switch (random.nextInt(40)) {
                case 0 -> gap();
                case 1 -> record(++step, RandomLog::skip);
                case 2 -> last;
                case 3 -> record(Math.max(0, step), gradient -> gradient.setSparse(true));
                case 4 -> record(Math.max(0, step - 2), gradient -> {});
                case 5 -> record(step + 1, gradient -> gradient.setAttempt(Math.max(0, attempt - 1)));
                case 6 -> record(step + 1, gradient -> gradient.setOptimizer("nobody@1"));
                case 7 -> record(step + 1, gradient -> gradient.setValues(ByteBuffer.allocate(8)));
                case 8 -> "garbage".getBytes(UTF_8);
                case 9 -> startAttemptAt(step + 1);
                case 10, 11 -> startAttemptAt(Math.max(0, step - random.nextInt(12)));
                case 12 -> close();
                default -> goodStep();
            };
        }

        private byte[] goodStep() {
            last = record(++step, gradient -> {});
            return last;
        }

        private byte[] gap() {
            step += 3;
            return record(step, gradient -> {});
        }

        private byte[] startAttemptAt(long firstStep) {
            attempt++;
            step = firstStep;
            return record(step, gradient -> {});
        }

        private byte[] close() {
            byte[] close = record(++step, gradient -> skip(gradient).setKind(GradientKind.CLOSE));
            attempt++;
            return close;
        }

        private byte[] record(long atStep, Consumer<GradientBlock.Builder> change) {
            long seed = job.jobId().hashCode() + 31 * attempt;
            return job.bytes(job.gradient(atStep, Noise.of(seed, atStep, COORDINATES), gradient -> {
                gradient.setAttempt(attempt);
                change.accept(gradient);
            }));
        }
    }

    private static GradientBlock.Builder skip(GradientBlock.Builder gradient) {
        return gradient.setKind(GradientKind.SKIP).setValues(ByteBuffer.allocate(0));
    }
}
