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
import io.metastep.streams.ApplicationSettings;
import io.metastep.streams.Audit;
import io.metastep.streams.audit.AuditReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a read-committed reader finds once everybody is back and all is answered. */
final class Aftermath {
    private final Map<String, BlockHistory> sent = new LinkedHashMap<>();
    private final Map<String, List<UpdateBlock>> updates;
    private final List<ConsumerRecord<byte[], byte[]>> rejections;
    private final Map<String, OptimizerFile> optimizers;
    private final List<Instance> instances;
    private final List<AuditReport> audits;

    /**
     * What was found.
     *
     * @param gradients by partition in the order of the log
     * @param answers the same
     * @param rejections all records of the rejected topic
     * @param optimizers all versions that were published, by their names
     * @param instances those that are left
     * @param audits of all jobs
     */
    Aftermath(
            List<GradientBlock> gradients,
            List<UpdateBlock> answers,
            List<ConsumerRecord<byte[], byte[]>> rejections,
            Map<String, OptimizerFile> optimizers,
            List<Instance> instances,
            List<AuditReport> audits) {
        gradients.forEach(this::add);
        this.updates = answers.stream()
                .filter(update -> update.getAction() == UpdateAction.APPLY)
                .collect(groupingBy(update -> key(update.getJobId(), update.getTensor(), update.getBlock())));
        this.rejections = rejections;
        this.optimizers = optimizers;
        this.instances = instances;
        this.audits = audits;
    }

    /** Reads it all. */
    static Aftermath of(
            RawClient client,
            Map<String, OptimizerFile> optimizers,
            List<Instance> instances,
            ApplicationSettings settings) {
        List<GradientBlock> gradients =
                client.gradientLog().stream().map(Aftermath::gradient).toList();
        List<AuditReport> audits = gradients.stream()
                .map(GradientBlock::getJobId)
                .distinct()
                .flatMap(job -> Stream.of(true, false).map(isFromLog -> new Audit(settings, job, isFromLog).run()))
                .toList();
        return new Aftermath(gradients, client.updates(), client.rejections(), optimizers, instances, audits);
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

    /** Of each job one from the log alone, and one with what the application stores. */
    List<AuditReport> audits() {
        return audits;
    }
}
