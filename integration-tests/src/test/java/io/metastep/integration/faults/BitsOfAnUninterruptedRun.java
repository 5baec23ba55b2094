package io.metastep.integration.faults;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.integration.harness.InProcessBlock;
import io.metastep.schemas.GradientBlock;
import io.metastep.schemas.UpdateBlock;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The updates are those of the optimizer in this JVM on the same gradients; a new attempt has the memory of the step that it
 * goes on from. Which versions were used is for the updates to say.
 */
final class BitsOfAnUninterruptedRun implements Guarantee {
    @Override
    public String name() {
        return "the bits of a run that never stopped";
    }

    @Override
    public void check(Aftermath aftermath) {
        aftermath.sent().forEach((block, history) -> check(block, history.answered(), aftermath));
    }

    private static void check(String block, List<GradientBlock> gradients, Aftermath aftermath) {
        List<UpdateBlock> updates = aftermath.updates(block);
        assertThat(updates).as("updates of %s", block).hasSameSizeAs(gradients);
        Run run = new Run(aftermath, gradients);
        for (int i = 0; i < gradients.size(); i++) {
            UpdateBlock update = updates.get(i);
            ByteBuffer expected = run.update(gradients.get(i), update.getOptimizer());
            assertThat(update.getValues())
                    .as(
                            "update of %s at attempt %s, step %s by %s, memory age %s",
                            block, update.getAttempt(), update.getStep(), update.getOptimizer(), update.getMemoryAge())
                    .isEqualTo(expected);
        }
    }

    /** One block in process; keeps its memory of the steps that later attempts begin with. */
    private static final class Run {
        private final Aftermath aftermath;
        private final Set<Long> starts;
        private final Map<Long, InProcessBlock> memories = new HashMap<>();
        private @Nullable InProcessBlock block;
        private @Nullable String version;
        private @Nullable ByteBuffer last;
        private long attempt = Long.MIN_VALUE;
        private long step = Long.MIN_VALUE;

        Run(Aftermath aftermath, List<GradientBlock> gradients) {
            this.aftermath = aftermath;
            this.starts = firstSteps(gradients);
        }

        private static Set<Long> firstSteps(List<GradientBlock> gradients) {
            Map<Long, Long> first = new HashMap<>();
            gradients.forEach(gradient -> first.putIfAbsent(gradient.getAttempt(), gradient.getStep()));
            return first.values().stream().collect(toSet());
        }

        ByteBuffer update(GradientBlock gradient, String by) {
            if (last != null && gradient.getAttempt() == attempt && gradient.getStep() == step) {
                return last;
            }
            InProcessBlock current = memory(gradient, by);
            if (starts.contains(gradient.getStep())) {
                memories.put(gradient.getStep(), current.copy());
            }
            attempt = gradient.getAttempt();
            step = gradient.getStep();
            last = current.update(gradient);
            return last;
        }

        private InProcessBlock memory(GradientBlock gradient, String by) {
            InProcessBlock current = block;
            if (gradient.getStep() <= step) {
                InProcessBlock then = memories.get(gradient.getStep());
                current = then == null ? null : then.copy();
            }
            if (current == null) {
                current = new InProcessBlock(aftermath.optimizer(by));
            } else if (!by.equals(version) || gradient.getStep() <= step) {
                current.use(aftermath.optimizer(by));
            }
            block = current;
            version = by;
            return current;
        }
    }
}
