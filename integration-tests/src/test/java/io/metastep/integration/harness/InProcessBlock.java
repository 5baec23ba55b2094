package io.metastep.integration.harness;

import io.metastep.optimizer.BlockState;
import io.metastep.optimizer.Optimizer;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.Optimizers;
import io.metastep.schemas.ElementEncoding;
import io.metastep.schemas.Elements;
import io.metastep.schemas.GradientBlock;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What the updates of one block must be: the optimizer itself, fed with the same records, without any Kafka. */
public final class InProcessBlock {
    private Optimizer optimizer;
    private @Nullable BlockState state;

    public InProcessBlock(OptimizerFile file) {
        this(Optimizers.of(file), null);
    }

    private InProcessBlock(Optimizer optimizer, @Nullable BlockState state) {
        this.optimizer = optimizer;
        this.state = state;
    }

    /** The update that answers the gradient, as the bytes of its values. */
    public ByteBuffer update(GradientBlock gradient) {
        ElementEncoding encoding = gradient.getEncoding();
        float[] values = Elements.decode(encoding, gradient.getValues());
        float[] update = step(values, gradient.getSparse());
        return ByteBuffer.wrap(Elements.encode(encoding, update, 0, update.length));
    }

    /** The update that answers the gradient. */
    public float[] step(float[] gradient, boolean sparse) {
        BlockState current = state == null ? optimizer.newState(gradient.length) : state;
        state = current;
        float[] update = new float[gradient.length];
        optimizer.step(current, gradient, update, sparse);
        return update;
    }

    /** Goes on with another optimizer on the same memory. */
    public void use(OptimizerFile next) {
        optimizer = Optimizers.of(next);
    }

    /** The same block with the same memory, to go on differently. */
    public InProcessBlock copy() {
        return new InProcessBlock(optimizer.fork(), state == null ? null : state.copy());
    }
}
