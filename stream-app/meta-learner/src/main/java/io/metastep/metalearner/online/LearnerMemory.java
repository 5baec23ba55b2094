package io.metastep.metalearner.online;

import io.metastep.metalearner.MetaAdam;
import io.metastep.metalearner.Program;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.OptimizerParameters;
import io.metastep.optimizer.OptimizerSpec;
import io.metastep.optimizer.Provenance;
import io.metastep.optimizer.SpecJson;
import io.metastep.schemas.LearnerState;
import io.metastep.schemas.OptimizerRef;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What of a learner outlives it: all that a {@link LearnerState} holds. */
final class LearnerMemory {
    private static final String ORIGIN = "origin";
    private static final String LAST_VERDICT = "last verdict";
    private final OptimizerSpec spec;
    private final String origin;
    private final Lineage lineage;
    private final Tally tally;
    private final Contributors contributors;
    private final NavigableMap<Integer, Long> positions = new TreeMap<>();
    private MetaAdam adam;
    private String lastVerdict = "";

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
        if (!start.spec().isLearnable()) {
            throw LearnerException.configuration("%s is %s, which has nothing to learn; begin with another version"
                    .formatted(start.reference(), start.spec()));
        }
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
        String parent = new OptimizerRef.Version(settings.family(), lineage.newest()).key();
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

    /** Begins again, with fresh moments, at the meta-parameters of the version before. */
    void goBackTo(OptimizerFile before, String verdict) {
        adam = MetaAdam.at(before.parameters(), adam.steps());
        lineage.publish(before.version(), metaSteps());
        contributors.clear();
        count(Tally.WITHHELD, 1);
        lastVerdict = verdict;
    }

    LearnerState state(LearnerSettings settings) {
        return LearnerState.newBuilder()
                .setFamily(settings.family())
                .setMetaSteps(metaSteps())
                .setVersion(lineage.newest())
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
                .build();
    }

    private Map<String, String> provenance() {
        var map = new HashMap<>(contributors.toMap());
        map.put("program", Program.NAME);
        map.put(ORIGIN, origin);
        map.put(LAST_VERDICT, lastVerdict);
        return map;
    }

    private static Map<String, Long> byText(Map<Integer, Long> numbers) {
        var texts = new HashMap<String, Long>();
        numbers.forEach((key, value) -> texts.put(String.valueOf(key), value));
        return texts;
    }

    LearnerProgress progress(int waiting) {
        return new LearnerProgress(
                metaSteps(), lineage.newest(), waiting, tally.get(Tally.USED), tally.refused(), tally.toMap());
    }
}
