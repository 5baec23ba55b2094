package io.metastep.integration.harness;

import io.metastep.client.JobSpec;
import io.metastep.client.Tensor;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.schemas.ElementEncoding;
import io.metastep.schemas.Elements;
import io.metastep.schemas.OptimizerRef;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** What the updates of a whole job must be: its tensors cut, rounded and scaled as the contract says, without any Kafka. */
public final class InProcessJob {
    private final JobSpec spec;
    private final List<List<InProcessBlock>> blocks = new ArrayList<>();

    /** All tensors with one optimizer, whatever they ask for. */
    public InProcessJob(JobSpec spec, OptimizerFile optimizer) {
        this(spec, ref -> optimizer);
    }

    /**
     * Each tensor with the optimizer it asks for.
     *
     * @param published what references name
     */
    public InProcessJob(JobSpec spec, Function<OptimizerRef, OptimizerFile> published) {
        this.spec = spec;
        for (Tensor tensor : spec.tensors()) {
            OptimizerFile optimizer = published.apply(spec.optimizerOf(tensor));
            List<InProcessBlock> ofTensor = new ArrayList<>();
            for (long from = 0; from < tensor.coordinates(); from += spec.blockSize()) {
                ofTensor.add(new InProcessBlock(optimizer));
            }
            blocks.add(ofTensor);
        }
    }

    /** Blocks of all tensors. */
    public int blocks() {
        return blocks.stream().mapToInt(List::size).sum();
    }

    /** What to add to the parameters, [tensor][coordinate], update scale included. */
    public float[][] step(long step, float[][] gradients) {
        float[][] updates = new float[gradients.length][];
        for (int t = 0; t < gradients.length; t++) {
            updates[t] = step(step, blocks.get(t), gradients[t]);
        }
        return updates;
    }

    private float[] step(long step, List<InProcessBlock> ofTensor, float[] gradient) {
        float[] updates = new float[gradient.length];
        for (int b = 0; b < ofTensor.size(); b++) {
            int from = b * spec.blockSize();
            int to = Math.min(from + spec.blockSize(), gradient.length);
            float[] received = onTheWire(Arrays.copyOfRange(gradient, from, to));
            float[] update = onTheWire(ofTensor.get(b).step(received, spec.sparse()));
            System.arraycopy(update, 0, updates, from, update.length);
        }
        scale(spec.updateScale().at(step), updates);
        return updates;
    }

    private float[] onTheWire(float[] values) {
        ElementEncoding encoding = spec.encoding();
        return Elements.decode(encoding, ByteBuffer.wrap(Elements.encode(encoding, values, 0, values.length)));
    }

    private static void scale(float factor, float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
    }
}
