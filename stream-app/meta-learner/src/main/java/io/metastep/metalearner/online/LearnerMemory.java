package io.metastep.metalearner.online;

import io.metastep.metalearner.MetaAdam;
import io.metastep.metalearner.Program;
import io.metastep.metalearner.online.trial.Trial;
import io.metastep.metalearner.online.trial.TrialFormat;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.OptimizerParameters;
import io.metastep.optimizer.OptimizerSpec;
import io.metastep.optimizer.Provenance;
import io.metastep.optimizer.SpecJson;
import io.metastep.schemas.LearnerState;
import io.metastep.schemas.OptimizerRef;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What of a learner outlives it: all that a {@link LearnerState} holds. */
final class LearnerMemory {
    private static final String ORIGIN = "origin";
    private static final String LAST_VERDICT = "last verdict";
    private static final String STABLE = "stable";
    private static final String TRIAL = "trial";
    private OptimizerSpec spec;
    private final String origin;
    private final Lineage lineage;
    private final Tally tally;
    private final Contributors contributors;
    private final NavigableMap<Integer, Long> positions = new TreeMap<>();
    private MetaAdam adam;
    private String lastVerdict = "";
    private int stable; // 0: not known yet
    private @Nullable Trial trial;

    private LearnerMemory(
            OptimizerSpec spec, String origin, MetaAdam adam, Lineage lineage, Tally tally, Contributors contributors) {
        this.spec = spec;
        this.origin = origin;
        this.adam = adam;
        this.lineage = lineage;
        this.tally = tally;
        this.contributors = contributors;
    }

    static LearnerMemory begin(OptimizerFile start) {
        requireLearnable(start);
        var memory = new LearnerMemory(
                start.spec(),
                start.reference(),
                MetaAdam.at(start.parameters(), 0),
                new Lineage(),
                new Tally(),
                new Contributors());
        memory.lineage.publish(start.version(), 0);
        return memory;
    }

    private static void requireLearnable(OptimizerFile file) {
        if (!file.spec().isLearnable()) {
            throw LearnerException.configuration("%s is %s, which has nothing to learn; begin with another version"
                    .formatted(file.reference(), file.spec()));
        }
    }

    static LearnerMemory of(LearnerState state) {
        try {
            return read(state);
        } catch (IllegalArgumentException e) {
            throw new LearnerException(
                    "The state of the learner of %s on the learner topic makes no sense: %s; delete its record to begin anew"
                            .formatted(state.getFamily(), e.getMessage()),
                    e);
        }
    }

    private static LearnerMemory read(LearnerState state) {
        Map<String, String> provenance = state.getProvenance();
        var memory = new LearnerMemory(
                spec(state),
                provenance.getOrDefault(ORIGIN, ""),
                adam(state),
                new Lineage(),
                new Tally(),
                Contributors.of(provenance));
        state.getPublished().forEach((version, step) -> memory.lineage.publish(Integer.parseInt(version), step));
        memory.lineage.requireSome();
        memory.lineage.goOnFrom(state.getVersion());
        memory.stable = Integer.parseInt(provenance.getOrDefault(STABLE, "0"));
        state.getCounters().forEach(memory::count);
        state.getOffsets().forEach((partition, offset) -> memory.seek(Integer.parseInt(partition), offset));
        memory.lastVerdict = provenance.getOrDefault(LAST_VERDICT, "");
        return memory;
    }

    private static OptimizerSpec spec(LearnerState state) {
        OptimizerSpec spec = SpecJson.read(state.getSpec());
        int found = state.getParameters().remaining() / Double.BYTES;
        if (spec.parameterCount() != found) {
            throw new IllegalArgumentException(
                    "%d meta-parameters, expected the %d of %s".formatted(found, spec.parameterCount(), spec));
        }
        return spec;
    }

    private static MetaAdam adam(LearnerState state) {
        double[] parameters = Doubles.decode(state.getParameters());
        return MetaAdam.of(
                Math.toIntExact(state.getMetaSteps()),
                parameters,
                Doubles.decode(state.getMean()),
                Doubles.decode(state.getSquare()),
                state.getAverage().hasRemaining() ? Doubles.decode(state.getAverage()) : parameters);
    }

    OptimizerSpec spec() {
        return spec;
    }

    Lineage lineage() {
        return lineage;
    }

    long metaSteps() {
        return adam.steps();
    }

    OptimizerParameters phi() {
        return adam.current(spec);
    }

    long position(int partition) {
        return positions.getOrDefault(partition, 0L);
    }

    void seek(int partition, long offset) {
        positions.put(partition, offset);
    }

    void count(String name, long count) {
        tally.add(name, count);
    }

    /** One step down the meta-gradient. */
    void move(double[] gradient, double rate) {
        adam.step(gradient, rate);
    }

    /** Notes whose segments moved it. */
    void credit(List<Cell> cells) {
        contributors.add(cells);
    }

    /** The running average of the meta-parameters as a version. */
    OptimizerFile candidate(LearnerSettings settings, int version, Instant now) {
        String parent = new OptimizerRef.Version(settings.family(), lineage.current()).key();
        var provenance = new Provenance(Program.NAME, "", now, settings.seed(), parent, details(settings));
        return new OptimizerFile(settings.family(), version, spec, adam.average(spec), provenance);
    }

    private SortedMap<String, String> details(LearnerSettings settings) {
        var details = new TreeMap<>(settings.toMap());
        details.putAll(contributors.toMap());
        details.put("meta-steps", String.valueOf(metaSteps()));
        details.put(ORIGIN, origin);
        details.put(
                "offsets",
                positions.entrySet().stream()
                        .map(position -> position.getKey() + ":" + position.getValue())
                        .collect(Collectors.joining(" ")));
        tally.toMap().forEach((name, count) -> details.put(name, String.valueOf(count)));
        return details;
    }

    /** Notes that a candidate passed. */
    void publish(OptimizerFile file) {
        lineage.publish(file.version(), metaSteps());
        contributors.clear();
        count(Tally.PUBLISHED, 1);
        lastVerdict = file.reference() + " published";
    }

    /** Notes that a candidate did not pass. */
    void withhold(String verdict) {
        count(Tally.WITHHELD, 1);
        lastVerdict = verdict;
    }

    /** Begins again at the meta-parameters of a version. */
    void goBackTo(OptimizerFile version) {
        requireLearnable(version);
        if (version.spec().equals(spec)) {
            adam = adam.movedTo(version.parameters());
        } else {
            spec = version.spec();
            lineage.forgetAll();
            adam = MetaAdam.at(version.parameters(), adam.steps());
        }
        lineage.publish(version.version(), metaSteps());
        contributors.clear();
    }

    /** The version that stable named when last looked; 0 if it was never looked at. */
    int stable() {
        return stable;
    }

    void noteStable(int version) {
        stable = version;
    }

    /** The trial that is on. */
    Optional<Trial> trial() {
        return Optional.ofNullable(trial);
    }

    void begin(Trial begun) {
        trial = begun;
        count(Tally.TRIALS_BEGUN, 1);
    }

    void endTrial(String counter) {
        trial = null;
        count(counter, 1);
    }

    /** Goes on with the trial of a state; one whose bytes this version cannot read is over. */
    void resumeTrial(LearnerState state, LearnerSettings settings) {
        ByteBuffer bytes = state.getPending().get(TRIAL);
        if (bytes == null || !settings.trial().isOn()) {
            return;
        }
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        try {
            trial = TrialFormat.read(copy, settings.trial(), settings.credits().lossFloor());
        } catch (IllegalArgumentException e) {
            count(Tally.TRIALS_WITHDRAWN, 1);
        }
    }

    private Map<String, ByteBuffer> pending() {
        return trial().map(on -> Map.of(TRIAL, ByteBuffer.wrap(TrialFormat.write(on))))
                .orElse(Map.of());
    }

    LearnerState state(LearnerSettings settings) {
        return LearnerState.newBuilder()
                .setFamily(settings.family())
                .setMetaSteps(metaSteps())
                .setVersion(lineage.current())
                .setSpec(SpecJson.write(spec))
                .setParameters(Doubles.encode(adam.parameters()))
                .setAverage(Doubles.encode(adam.average()))
                .setMean(Doubles.encode(adam.mean()))
                .setSquare(Doubles.encode(adam.square()))
                .setPublished(byText(lineage.toMap()))
                .setOffsets(byText(positions))
                .setCounters(tally.toMap())
                .setSeed(settings.seed())
                .setConfiguration(settings.toMap())
                .setProvenance(provenance())
                .setPending(pending())
                .build();
    }

    private Map<String, String> provenance() {
        var map = new HashMap<>(contributors.toMap());
        map.put("program", Program.NAME);
        map.put(ORIGIN, origin);
        map.put(LAST_VERDICT, lastVerdict);
        map.put(STABLE, String.valueOf(stable));
        return map;
    }

    private static Map<String, Long> byText(Map<Integer, Long> numbers) {
        var texts = new HashMap<String, Long>();
        numbers.forEach((key, value) -> texts.put(String.valueOf(key), value));
        return texts;
    }

    LearnerProgress progress(int waiting) {
        return new LearnerProgress(
                metaSteps(), lineage.current(), waiting, tally.get(Tally.USED), tally.refused(), tally.toMap());
    }
}
