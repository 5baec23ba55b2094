package io.metastep.metalearner.kafka;

import io.metastep.metalearner.Program;
import io.metastep.metalearner.online.LearnerException;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.OptimizerSpec;
import io.metastep.optimizer.Provenance;
import io.metastep.schemas.OptimizerRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * How a learner begins that nobody left a state.
 *
 * @param file the version that it begins with
 * @param records what has to be published for that, together with its first state
 */
record Beginning(OptimizerFile file, List<ProducerRecord<byte[], byte[]>> records) {
    private static final int FIRST = 1;
    private static final String REASON = "learning begins";

    Beginning {
        records = List.copyOf(records);
    }

    /**
     * Looks up or makes the version.
     *
     * @throws LearnerException if what was asked for is not there, or would overwrite what is
     */
    static Beginning of(Start start, LearnerConnection connection, OptimizersTopic published, long seed, Instant now) {
        var records = new Records(connection.topics(), connection.family());
        if (start instanceof Start.Published from && from.ref().family().equals(connection.family())) {
            return at(find(from.ref(), connection, published), published, records, now);
        }
        requireNew(start, connection, published);
        return first(file(start, connection, seed, now), published, records, now);
    }

    private static Beginning at(OptimizerFile file, OptimizersTopic published, Records records, Instant now) {
        boolean hasLatest = published.channel(OptimizerRef.Channel.LATEST).isPresent();
        return new Beginning(
                file,
                hasLatest
                        ? List.of()
                        : List.of(
                                records.channel(OptimizerRef.Channel.LATEST, file.version(), REASON, published, now)));
    }

    private static Beginning first(OptimizerFile file, OptimizersTopic published, Records records, Instant now) {
        var all = new ArrayList<ProducerRecord<byte[], byte[]>>();
        all.add(records.version(file));
        all.add(records.channel(OptimizerRef.Channel.STABLE, FIRST, REASON, published, now));
        all.add(records.channel(OptimizerRef.Channel.LATEST, FIRST, REASON, published, now));
        return new Beginning(file, all);
    }

    private static void requireNew(Start start, LearnerConnection connection, OptimizersTopic published) {
        if (published.newest() > 0) {
            throw LearnerException.configuration(
                    ("%s has %d versions or more on %s, and %s would need a family without any; choose another family, or begin"
                                    + " with a version of this one")
                            .formatted(
                                    connection.family(),
                                    published.newest(),
                                    connection.topics().optimizers(),
                                    asked(start)));
        }
    }

    private static String asked(Start start) {
        if (start instanceof Start.Published from) {
            return "a copy of " + from.ref();
        }
        return start instanceof Start.Given given
                ? "a copy of " + given.original().reference()
                : "a cold start";
    }

    private static OptimizerFile file(Start start, LearnerConnection connection, long seed, Instant now) {
        if (start instanceof Start.Published from) {
            return copy(from.ref(), connection, seed, now);
        }
        return start instanceof Start.Given given
                ? copy(given.original(), connection, seed, now)
                : cold(((Start.Cold) start).spec(), connection, seed, now);
    }

    private static OptimizerFile cold(OptimizerSpec spec, LearnerConnection connection, long seed, Instant now) {
        var provenance = new Provenance(Program.NAME, "", now, seed, "", Map.of("learning", "not yet: random"));
        return new OptimizerFile(connection.family(), FIRST, spec, spec.initialParameters(seed), provenance);
    }

    private static OptimizerFile copy(OptimizerRef ref, LearnerConnection connection, long seed, Instant now) {
        try (var other = new OptimizersTopic(connection, ref.family())) {
            return copy(find(ref, connection, other.refresh()), connection, seed, now);
        }
    }

    private static OptimizerFile copy(OptimizerFile original, LearnerConnection connection, long seed, Instant now) {
        var provenance = new Provenance(
                Program.NAME, "", now, seed, original.reference(), Map.of("learning", "not yet: a copy"));
        return new OptimizerFile(connection.family(), FIRST, original.spec(), original.parameters(), provenance);
    }

    private static OptimizerFile find(OptimizerRef ref, LearnerConnection connection, OptimizersTopic published) {
        var found = ref instanceof OptimizerRef.Version version
                ? published.version(version.version())
                : published.channel(((OptimizerRef.Channel) ref).channel());
        return found.orElseThrow(() -> LearnerException.configuration(
                "%s is not on %s, or cannot be read; start the application once, which publishes what is shipped, or begin with another"
                        .formatted(ref, connection.topics().optimizers())));
    }
}
