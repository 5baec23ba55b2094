package io.metastep.integration.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.integration.harness.QuickSettings;
import io.metastep.schemas.UpdateBlock;
import java.util.List;

/** Whoever follows a channel keeps a version for whole unrolls; a new attempt begins one. */
final class VersionsChangeBetweenUnrolls implements Guarantee {
    @Override
    public String name() {
        return "optimizer versions change between unrolls only";
    }

    @Override
    public void check(Aftermath aftermath) {
        aftermath.sent().keySet().forEach(block -> check(block, aftermath.updates(block)));
    }

    private static void check(String block, List<UpdateBlock> updates) {
        int taken = 0;
        for (int i = 1; i < updates.size(); i++) {
            UpdateBlock before = updates.get(i - 1);
            UpdateBlock now = updates.get(i);
            boolean isNew = now.getAttempt() > before.getAttempt();
            boolean isRepeated = !isNew && now.getStep() == before.getStep();
            taken = isNew ? 0 : taken + (isRepeated ? 0 : 1);
            if (!now.getOptimizer().equals(before.getOptimizer())) {
                assertThat(taken % QuickSettings.UNROLL_LENGTH)
                        .as("step of its unroll at which %s went from %s to %s", block, before, now)
                        .isZero();
            }
        }
    }
}
