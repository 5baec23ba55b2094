package io.metastep.streams.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.metastep.schemas.BlockKey;
import io.metastep.schemas.CanaryShare;
import io.metastep.schemas.GradientBlock;
import io.metastep.schemas.UpdateAction;
import java.lang.management.ManagementFactory;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SegmentAllocationTest {
    private static final int COORDINATES = 1_000;
    private static final int STEPS = 900;
    private static final int WARM_UP = 100;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final SegmentRecorder recorder =
            new SegmentRecorder(new TrajectorySettings(1, 5), new Routing(CanaryShare.DEFAULT), STEPS);
    private final LiveBlock block = new LiveBlock(new BlockKey("job", "dense/w", 0));
    private final Memory memory = new Memory("a@1", Objects.requireNonNull(new World().optimizer("a@1")), COORDINATES);
    private final Arrival[] arrivals =
            IntStream.range(0, STEPS).mapToObj(this::arrival).toArray(Arrival[]::new);

    private Arrival arrival(int step) {
        GradientBlock gradient = Gradients.of("job", 0, 1, step, COORDINATES)
                .setLoss(1.0 / (1 + step))
                .setWorkload("pumps")
                .build();
        GradientRecord logged = new GradientRecord(step, step, block.key.bytes(), new byte[4 * COORDINATES], null);
        return new Arrival(block.key, gradient, logged, 0, new float[COORDINATES], COORDINATES);
    }

    private void steps(int from, int to) {
        for (int step = from; step < to; step++) {
            recorder.prepare(block, arrivals[step], memory);
            recorder.log(block, arrivals[step], memory);
            block.answered(arrivals[step], UpdateAction.APPLY);
            block.phase++;
        }
    }

    @Test
    void a_step_of_an_open_segment_allocates_nothing() {
        steps(0, WARM_UP);
        long before = threads.getCurrentThreadAllocatedBytes();
        steps(WARM_UP, STEPS);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(block.recordings).hasSize(1);
        assertThat(block.recordings.get(0).toldRows()).isEqualTo(STEPS);
        assertThat(allocated).as("bytes in %s steps", STEPS - WARM_UP).isLessThan(STEPS - WARM_UP);
    }
}
