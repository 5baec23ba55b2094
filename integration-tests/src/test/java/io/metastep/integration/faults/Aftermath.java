package io.metastep.integration.faults;

import static java.util.stream.Collectors.groupingBy;

import io.metastep.integration.harness.Instance;
import io.metastep.integration.harness.RawClient;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.schemas.GradientBlock;
import io.metastep.schemas.UpdateAction;
import io.metastep.schemas.UpdateBlock;
import io.metastep.schemas.Wire;
import io.metastep.schemas.WireException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a read-committed reader finds once everybody is back and all is answered. */
final class Aftermath {
    private final Map<String, BlockHistory> sent = new LinkedHashMap<>();
    private final Map<String, List<UpdateBlock>> updates;
    private final List<ConsumerRecord<byte[], byte[]>> rejections;
    private final Map<String, OptimizerFile> optimizers;
    private final List<Instance> instances;

    /**
     * What was found.
     *
     * @param gradients by partition in the order of the log
     * @param answers the same
     * @param rejections all records of the rejected topic
     * @param optimizers all versions that were published, by their names
     * @param instances those that are left
     */
    Aftermath(
            List<GradientBlock> gradients,
            List<UpdateBlock> answers,
            List<ConsumerRecord<byte[], byte[]>> rejections,
            Map<String, OptimizerFile> optimizers,
            List<Instance> instances) {
        gradients.forEach(this::add);
        this.updates = answers.stream()
                .filter(update -> update.getAction() == UpdateAction.APPLY)
                .collect(groupingBy(update -> key(update.getJobId(), update.getTensor(), update.getBlock())));
        this.rejections = rejections;
        this.optimizers = optimizers;
        this.instances = instances;
    }

    /** Reads it all. */
    static Aftermath of(RawClient client, Map<String, OptimizerFile> optimizers, List<Instance> instances) {
        List<GradientBlock> gradients =
                client.gradientLog().stream().map(Aftermath::gradient).toList();
        return new Aftermath(gradients, client.updates(), client.rejections(), optimizers, instances);
    }

    private void add(GradientBlock gradient) {
        sent.computeIfAbsent(
                        key(gradient.getJobId(), gradient.getTensor(), gradient.getBlock()),
                        unknown -> new BlockHistory())
                .add(gradient);
    }

    private static GradientBlock gradient(ConsumerRecord<byte[], byte[]> logged) {
        try {
            return Wire.gradients().decode(logged.value());
        } catch (WireException e) {
            throw new AssertionError("Not a gradient at " + logged.partition() + ":" + logged.offset(), e);
        }
    }

    private static String key(String job, String tensor, int block) {
        return job + "/" + tensor + "/" + block;
    }

    /** By block. */
    Map<String, BlockHistory> sent() {
        return sent;
    }

    /** Updates to be applied, in order. */
    List<UpdateBlock> updates(String block) {
        return updates.getOrDefault(block, new ArrayList<>());
    }

    List<ConsumerRecord<byte[], byte[]>> rejections() {
        return rejections;
    }

    OptimizerFile optimizer(String reference) {
        OptimizerFile file = optimizers.get(reference);
        if (file == null) {
            throw new AssertionError("An update by " + reference + ", expected one of " + optimizers.keySet());
        }
        return file;
    }

    List<Instance> instances() {
        return instances;
    }
}
