package io.metastep.client;

import io.metastep.schemas.UpdateBlock;
import io.metastep.schemas.Wire;
import io.metastep.schemas.WireException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The I/O thread of a client: reads the updates of the open jobs' partitions, hands each to its job, and lets time pass
 * for all of them. The only thread that touches the consumer and the table of jobs; others queue commands.
 */
final class UpdateLoop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(UpdateLoop.class);
    private static final Duration TURN = Duration.ofMillis(50);

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final Duration positionTimeout;
    private final Runnable eachTurn;
    private final Wire<UpdateBlock> wire = Wire.updates();
    private final Map<String, OpenJob> jobs = new HashMap<>();
    private final LinkedBlockingQueue<Command> commands = new LinkedBlockingQueue<>();
    private volatile boolean stopping;
    private volatile @Nullable JobException ended;

    /** Hears that the loop is over. */
    private interface Refusal {
        void accept(JobException why);
    }

    /** What another thread wants done here, and how it hears that the loop is over. */
    private record Command(Runnable action, Refusal refusal) {}

    /** @param eachTurn is run while jobs are open, some twenty times a second */
    UpdateLoop(Consumer<byte[], byte[]> consumer, String topic, Duration positionTimeout, Runnable eachTurn) {
        this.consumer = consumer;
        this.topic = topic;
        this.positionTimeout = positionTimeout;
        this.eachTurn = eachTurn;
    }

    /** Starts to listen for the job; the future completes when whatever is answered from now on will be heard. */
    CompletableFuture<OpenJob> enter(OpenJob job) {
        CompletableFuture<OpenJob> entered = new CompletableFuture<>();
        submit(new Command(() -> enter(job, entered), entered::completeExceptionally));
        return entered;
    }

    void leave(OpenJob job) {
        submit(new Command(
                () -> {
                    if (jobs.remove(job.jobId(), job)) {
                        assign();
                    }
                },
                over -> {}));
    }

    /** Ends the loop after its current turn; jobs that are still open fail with the reason. */
    void stop(JobException why) {
        submit(new Command(() -> end(why), over -> {}));
    }

    @Override
    public void run() {
        try (consumer) {
            while (!stopping) {
                turn();
            }
        } catch (KafkaException e) {
            fail(new JobException.Unreachable("Updates cannot be read any more: " + e.getMessage(), e));
        } catch (InterruptedException e) {
            fail(new JobException.Unreachable("The client's I/O thread was interrupted", e));
        } catch (RuntimeException | Error e) {
            fail(new JobException.Unreachable("The client's I/O thread failed: " + e, e));
            throw e;
        }
    }

    void turn() throws InterruptedException {
        if (jobs.isEmpty()) {
            Command command = commands.poll(TURN.toMillis(), TimeUnit.MILLISECONDS);
            if (command != null) {
                command.action.run();
            }
            return;
        }
        for (Command command = commands.poll(); command != null; command = commands.poll()) {
            command.action.run();
        }
        if (!jobs.isEmpty()) {
            poll();
            new ArrayList<>(jobs.values()).forEach(OpenJob::onTime);
            eachTurn.run();
        }
    }

    private void poll() {
        try {
            for (ConsumerRecord<byte[], byte[]> update : consumer.poll(TURN)) {
                route(update);
            }
        } catch (WakeupException e) {
            LOG.trace("Woken up for a command");
        } catch (RetriableException e) {
            LOG.atWarn().addKeyValue("topic", topic).log("Reading updates failed, trying again: {}", e.getMessage());
        }
    }

    // Hot path: per record.
    private void route(ConsumerRecord<byte[], byte[]> update) {
        if (update.key() == null) {
            return;
        }
        String key = new String(update.key(), StandardCharsets.UTF_8);
        OpenJob job = jobs.get(key.substring(0, Math.max(0, key.indexOf('/'))));
        if (job == null) {
            return;
        }
        try {
            job.onUpdate(wire.decode(update.value()), key);
        } catch (WireException e) {
            LOG.atWarn()
                    .addKeyValue("key", key)
                    .addKeyValue("partition", update.partition())
                    .addKeyValue("offset", update.offset())
                    .log("An update cannot be read: {}", e.detail());
        }
    }

    private void enter(OpenJob job, CompletableFuture<OpenJob> entered) {
        OpenJob other = jobs.putIfAbsent(job.jobId(), job);
        if (other != null) {
            entered.completeExceptionally(new IllegalStateException(
                    "Job " + job.jobId() + " is open in this client already; close it first"));
            return;
        }
        try {
            assign();
            entered.complete(job);
        } catch (RuntimeException e) {
            jobs.remove(job.jobId());
            entered.completeExceptionally(
                    e instanceof KafkaException
                            ? new JobException.Unreachable(
                                    "Cannot read updates from " + topic + ": " + e.getMessage(), e)
                            : e);
        }
    }

    /** Reads what the open jobs need; new partitions from their end on, others from where they are. */
    private void assign() {
        Set<TopicPartition> before = consumer.assignment();
        List<TopicPartition> wanted = wanted();
        List<TopicPartition> added =
                wanted.stream().filter(p -> !before.contains(p)).toList();
        consumer.assign(wanted);
        if (!added.isEmpty()) {
            consumer.seekToEnd(added);
            added.forEach(this::settle);
        }
    }

    private List<TopicPartition> wanted() {
        Set<Integer> partitions = new TreeSet<>();
        jobs.values().forEach(job -> Arrays.stream(job.partitions()).forEach(partitions::add));
        return partitions.stream().map(p -> new TopicPartition(topic, p)).toList();
    }

    /** Seeking is lazy; the position is known only when asked for. A wake-up meant for poll must not disturb it. */
    private void settle(TopicPartition partition) {
        boolean settled = false;
        while (!settled) {
            try {
                consumer.position(partition, positionTimeout);
                settled = true;
            } catch (WakeupException e) {
                LOG.trace("Woken up for a command while seeking");
            }
        }
    }

    private void submit(Command command) {
        commands.add(command);
        consumer.wakeup();
        // The loop may have ended since the caller last looked; then nobody else would answer.
        JobException over = ended;
        if (over != null) {
            refuseCommands(over);
        }
    }

    private void fail(JobException why) {
        LOG.atError().setCause(why).log("The client cannot go on");
        end(why);
    }

    private void end(JobException why) {
        stopping = true;
        ended = why;
        List<OpenJob> open = List.copyOf(jobs.values());
        jobs.clear();
        open.forEach(job -> job.abandon(why));
        refuseCommands(why);
    }

    private void refuseCommands(JobException why) {
        for (Command command = commands.poll(); command != null; command = commands.poll()) {
            command.refusal.accept(why);
        }
    }
}
