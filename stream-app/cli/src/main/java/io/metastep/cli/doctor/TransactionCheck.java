package io.metastep.cli.doctor;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.metastep.cli.cluster.Await;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Transactions that are open in a partition while their coordinator knows nothing of them there, so that nobody will ever end them.
 * Whoever reads committed records only waits before the first record of such a transaction for ever, be it a client of {@code updates}
 * or an instance that restores. Brokers leave them behind when the markers that end a transaction cannot be placed because its partitions
 * have no leader just then (KIP-664 calls them hanging transactions).
 */
final class TransactionCheck {
    private static final String ABOUT = "transactions";

    private final Admin admin;
    private final Set<String> topics;

    private TransactionCheck(Admin admin, Set<String> topics) {
        this.admin = admin;
        this.topics = topics;
    }

    /** Looks at the topics whose names are given or begin so; needs the right to read them and to describe transactional ids. */
    static List<Finding> run(Admin admin, Collection<String> names, String prefix) {
        try {
            Set<String> topics = Await.orCause(admin.listTopics().names()).stream()
                    .filter(name -> names.contains(name) || name.startsWith(prefix))
                    .collect(toSet());
            return new TransactionCheck(admin, topics).run();
        } catch (KafkaException e) {
            return List.of(Finding.note(ABOUT, "not readable with these credentials: " + e.getMessage()));
        }
    }

    private List<Finding> run() {
        Set<Open> hanging = open();
        if (!hanging.isEmpty()) {
            Map<Long, Set<TopicPartition>> coordinated = coordinated(hanging);
            hanging.removeIf(
                    one -> coordinated.getOrDefault(one.producerId(), Set.of()).contains(one.partition()));
        }
        if (!hanging.isEmpty()) {
            // What has just begun or ended is another one, or none, by now.
            hanging.retainAll(open());
        }
        return hanging.isEmpty()
                ? List.of(Finding.good(ABOUT, "none hangs"))
                : hanging.stream()
                        .sorted(comparing(one -> one.partition().toString()))
                        .map(TransactionCheck::wrong)
                        .toList();
    }

    private static Finding wrong(Open hanging) {
        TopicPartition partition = hanging.partition();
        return Finding.wrong(
                ABOUT,
                ("one of producer %d hangs in %s: no coordinator that these credentials may ask will end it, and whoever reads or"
                                + " restores stops before offset %d; end it, as an administrator, with kafka-transactions.sh"
                                + " --bootstrap-server HOST:PORT abort --topic %s --partition %d --start-offset %d")
                        .formatted(
                                hanging.producerId(),
                                partition,
                                hanging.startOffset(),
                                partition.topic(),
                                partition.partition(),
                                hanging.startOffset()));
    }

    private Set<Open> open() {
        Set<Open> open = new HashSet<>();
        Await.orCause(admin.describeProducers(partitions()).all()).forEach((partition, state) -> state.activeProducers()
                .forEach(producer -> producer.currentTransactionStartOffset()
                        .ifPresent(offset -> open.add(new Open(partition, offset, producer.producerId())))));
        return open;
    }

    private List<TopicPartition> partitions() {
        return Await.orCause(admin.describeTopics(topics).allTopicNames()).values().stream()
                .flatMap(topic ->
                        topic.partitions().stream().map(one -> new TopicPartition(topic.name(), one.partition())))
                .toList();
    }

    /** By producer, the partitions that its coordinator will mark when the transaction ends. */
    private Map<Long, Set<TopicPartition>> coordinated(Set<Open> open) {
        var ofThese = new ListTransactionsOptions()
                .filterProducerIds(open.stream().map(Open::producerId).collect(toSet()));
        List<String> ids = Await.orCause(admin.listTransactions(ofThese).all()).stream()
                .map(TransactionListing::transactionalId)
                .toList();
        return Await.orCause(admin.describeTransactions(ids).all()).values().stream()
                .collect(toMap(
                        TransactionDescription::producerId,
                        TransactionDescription::topicPartitions,
                        (a, b) -> Stream.concat(a.stream(), b.stream()).collect(toSet())));
    }

    /**
     * A transaction that is open in a partition.
     *
     * @param startOffset of its first record there
     */
    private record Open(TopicPartition partition, long startOffset, long producerId) {}
}
