package io.metastep.integration.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.integration.harness.RunningApplication;
import io.metastep.schemas.Topics;
import io.metastep.streams.GroupProtocol;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListStreamsGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** The application stops, its group is deleted with all offsets, and it starts again. */
final class OffsetsLost implements Fault {
    @Override
    public String name() {
        return "offsets-lost";
    }

    @Override
    public Weight weight() {
        return Weight.HEAVY;
    }

    @Override
    public String strike(Arena arena) {
        RunningApplication first = arena.start("first");
        String evidence = Approach.enter(arena, first);
        first.close();
        GroupProtocol protocol = arena.scenario().protocol();
        try (Admin admin = arena.cluster().admin()) {
            long before = offsets(admin, arena.topics(), protocol).size();
            assertThat(before).isPositive();
            delete(admin, arena.topics().prefix(), protocol);
            assertThat(offsets(admin, arena.topics(), protocol)).isEmpty();
            arena.keep(arena.start("first"));
            return before + " offsets deleted after " + evidence;
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void delete(Admin admin, String group, GroupProtocol protocol)
            throws ExecutionException, InterruptedException {
        switch (protocol) {
            case CLASSIC -> admin.deleteConsumerGroups(List.of(group)).all().get();
            case STREAMS -> admin.deleteStreamsGroups(List.of(group)).all().get();
        }
    }

    private static Map<TopicPartition, OffsetAndMetadata> offsets(Admin admin, Topics topics, GroupProtocol protocol)
            throws ExecutionException, InterruptedException {
        String group = topics.prefix();
        KafkaFuture<Map<TopicPartition, OffsetAndMetadata>> answer =
                switch (protocol) {
                    case CLASSIC ->
                        admin.listConsumerGroupOffsets(Map.of(group, new ListConsumerGroupOffsetsSpec()))
                                .partitionsToOffsetAndMetadata(group);
                    case STREAMS ->
                        admin.listStreamsGroupOffsets(Map.of(group, new ListStreamsGroupOffsetsSpec()))
                                .partitionsToOffsetAndMetadata(group);
                };
        try {
            return answer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return Map.of();
            }
            throw e;
        }
    }
}
