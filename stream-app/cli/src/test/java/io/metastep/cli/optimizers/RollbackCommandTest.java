package io.metastep.cli.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metastep.cli.CommandFailure;
import io.metastep.schemas.ChannelRecords;
import io.metastep.schemas.OptimizerChannel;
import io.metastep.schemas.OptimizerRef;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RollbackCommandTest {
    private static final OptimizerRef.Channel STABLE = new OptimizerRef.Channel("mine", OptimizerRef.Channel.STABLE);

    /** Stable after it named these versions one after another. */
    private static OptimizerChannel named(int... versions) {
        @Nullable OptimizerChannel last = null;
        for (int version : versions) {
            last = ChannelRecords.moved(STABLE, last, version, new ChannelRecords.Move("operator", Instant.EPOCH, ""));
        }
        return Objects.requireNonNull(last);
    }

    @Test
    void itGoesToWhatWasNamedBefore() {
        assertThat(RollbackCommand.before(named(1, 2))).isEqualTo(1);
        assertThat(RollbackCommand.before(named(1, 2, 1, 3))).isEqualTo(1);
    }

    @Test
    void repeatedItGoesFurtherBackAndNeverForthAgain() {
        assertThat(RollbackCommand.before(named(1, 2, 3, 2))).isEqualTo(1);
        assertThatThrownBy(() -> RollbackCommand.before(named(1, 2, 1)))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("named nothing before it named mine@1");
    }

    @Test
    void pinningIsNoOtherVersion() {
        assertThat(RollbackCommand.before(named(1, 2, 2))).isEqualTo(1);
    }
}
