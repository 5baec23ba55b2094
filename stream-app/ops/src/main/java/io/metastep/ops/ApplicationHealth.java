package io.metastep.ops;

import io.metastep.streams.MetastepApplication;
import io.metastep.streams.RecoveryEvent;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.KafkaStreams.State;

/** The health of one instance of the application, as its state says. */
public final class ApplicationHealth implements Health {
    private static final Set<State> ENDED = EnumSet.of(State.PENDING_ERROR, State.ERROR, State.NOT_RUNNING);

    private final MetastepApplication application;

    public ApplicationHealth(MetastepApplication application) {
        this.application = application;
    }

    @Override
    public Answer live() {
        Throwable failure = application.failure().toCompletableFuture().getNow(null);
        if (failure != null) {
            return new Answer(false, "stopped by itself: " + failure.getClass().getSimpleName());
        }
        State state = application.state();
        return new Answer(!ENDED.contains(state), state.name());
    }

    /** Kafka Streams runs only when every partition that this instance owns is restored and replayed. */
    @Override
    public Answer ready() {
        State state = application.state();
        if (state == State.RUNNING) {
            return new Answer(true, state.name());
        }
        return new Answer(false, state + progress(application.recoveryEvents()));
    }

    private static String progress(List<RecoveryEvent> events) {
        long restoring = open(events, RecoveryEvent.Kind.RESTORE_STARTED, RecoveryEvent.Kind.RESTORE_ENDED);
        long replaying = open(events, RecoveryEvent.Kind.REPLAY_STARTED, RecoveryEvent.Kind.REPLAY_ENDED);
        return restoring + replaying == 0
                ? ""
                : ": %d state stores restore, %d partitions replay".formatted(restoring, replaying);
    }

    private static long open(List<RecoveryEvent> events, RecoveryEvent.Kind start, RecoveryEvent.Kind end) {
        long open = 0;
        for (RecoveryEvent event : events) {
            if (event.kind() == start) {
                open++;
            } else if (event.kind() == end) {
                open--;
            }
        }
        return Math.max(0, open);
    }
}
