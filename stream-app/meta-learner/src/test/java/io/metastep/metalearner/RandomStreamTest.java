package io.metastep.metalearner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RandomStreamTest {
    @Test
    void itsValuesAreThoseOfASplittableRandom() {
        for (long seed = -500; seed < 500; seed++) {
            var expected = new SplittableRandom(seed);
            var stream = new RandomStream(seed);
            for (int depth = 0; depth < 10; depth++) {
                assertThat(stream.nextLong()).isEqualTo(expected.nextLong());
                assertThat(stream.nextDouble()).isEqualTo(expected.nextDouble());
                expected = expected.split();
                stream = stream.split();
            }
        }
    }

    @Test
    void aRestoredStreamGoesOnWhereItWasSaved() {
        RandomStream stream = new RandomStream(3).split();
        stream.nextLong();
        var bytes = new ByteArrayOutputStream();
        stream.save(new SnapshotOutput(bytes));
        RandomStream restored = RandomStream.restore(new SnapshotInput(ByteBuffer.wrap(bytes.toByteArray())));
        assertThat(restored.nextLong()).isEqualTo(stream.nextLong());
        assertThat(restored.split().nextDouble()).isEqualTo(stream.split().nextDouble());
    }
}
