package io.metastep.streams.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.schemas.ElementEncoding;
import io.metastep.schemas.Elements;
import io.metastep.schemas.GradientBlock;
import io.metastep.schemas.TrajectorySegment;
import io.metastep.schemas.Wire;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With the settings that are the defaults: at most a tenth of the bytes of the gradients. */
class SegmentBytesTest {
    private static final CoreSettings SETTINGS = CoreSettings.DEFAULTS;

    private final Wire<GradientBlock> gradients = Wire.gradients();
    private final Wire<TrajectorySegment> segments = Wire.trajectories();

    @ParameterizedTest
    @CsvSource({"16, 1024, 200, FLOAT32", "16, 1024, 200, BFLOAT16", "60, 10, 400, FLOAT32", "2, 20000, 200, FLOAT32"})
    void segments_take_at_most_a_tenth_and_not_much_less(
            int blocks, int coordinates, int steps, ElementEncoding encoding) {
        World world = new World(SETTINGS, 1L << 40);
        long logged = run(world, blocks, coordinates, steps, encoding);
        long published = 0;
        for (TrajectorySegment segment : world.segments()) {
            published += Gradients.key(blocks(segment)).bytes().length + segments.encode(segment).length;
        }
        double share = (double) published / logged;
        assertThat(share).as("%s segments", world.segments().size()).isBetween(0.06, 0.1);
    }

    private static GradientBlock blocks(TrajectorySegment segment) {
        return Gradients.of(segment.getJobId(), segment.getBlock(), 1, 0).build();
    }

    private long run(World world, int blocks, int coordinates, int steps, ElementEncoding encoding) {
        long bytes = 0;
        for (int step = 0; step < steps; step++) {
            for (int block = 0; block < blocks; block++) {
                GradientBlock gradient = gradient(block, step, coordinates, encoding);
                bytes += Gradients.key(gradient).bytes().length + gradients.encode(gradient).length;
                world.send(gradient);
            }
        }
        return bytes;
    }

    private static GradientBlock gradient(int block, int step, int coordinates, ElementEncoding encoding) {
        float[] values = new float[coordinates];
        Arrays.fill(values, (float) Math.sin(step + block));
        byte[] bytes = Elements.encode(encoding, values, 0, coordinates);
        return Gradients.of("job", block, 1, step, 1)
                .setEncoding(encoding)
                .setValues(ByteBuffer.wrap(bytes))
                .setLoss(1.0)
                .build();
    }

    @Test
    void a_share_of_zero_is_off() {
        CoreSettings off = new CoreSettings(
                SETTINGS.unrollLength(),
                SETTINGS.unrollsPerSnapshot(),
                SETTINGS.idleTime(),
                SETTINGS.evictionIdleTime(),
                SETTINGS.replayRecords(),
                SETTINGS.replayBytes(),
                SETTINGS.replayTime(),
                SETTINGS.rewindRecords(),
                SETTINGS.guard(),
                TrajectorySettings.OFF,
                SETTINGS.canary(),
                SETTINGS.snapshotEncoding());
        World world = new World(off, 1L << 40);
        run(world, 2, 300, 50, ElementEncoding.FLOAT32);
        assertThat(List.copyOf(world.segments())).isEmpty();
    }
}
