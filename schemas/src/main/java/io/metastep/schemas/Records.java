package io.metastep.schemas;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/**
 * The generated classes by name of their schema. Avro would look them up by reflection, and since 1.12.1 refuses classes
 * that a process-wide setting does not trust; a library has no business changing that setting.
 */
final class Records extends SpecificData {
    static final Records CLASSES = new Records();

    private final Map<String, Class<?>> byName = List.of(
                    GradientBlock.class,
                    GradientKind.class,
                    ElementEncoding.class,
                    UpdateBlock.class,
                    AppliedBy.class,
                    UpdateAction.class,
                    LossReport.class,
                    OptimizerVersion.class,
                    OptimizerChannel.class,
                    TrajectorySegment.class,
                    TrajectoryStep.class,
                    StepComparison.class,
                    ChannelMove.class,
                    StepMask.class,
                    SegmentEnd.class,
                    LearnerState.class,
                    JobActivity.class,
                    OptimizerUse.class)
            .stream()
            .collect(Collectors.toUnmodifiableMap(Class::getName, Function.identity()));

    private Records() {}

    @Override
    @SuppressWarnings("rawtypes") // Avro's signature.
    public @Nullable Class getClass(Schema schema) {
        return switch (schema.getType()) {
            case RECORD, ENUM -> byName.get(schema.getFullName());
            default -> super.getClass(schema);
        };
    }
}
