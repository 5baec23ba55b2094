package io.metastep.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metastep.cli.CommandFailure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class StartupTest {
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private final List<String> reports = new ArrayList<>();

    @Test
    void aLongRestoreIsWaitedForAndTold() throws InterruptedException {
        Deque<Boolean> answers = new ArrayDeque<>(List.of(false, false, false, true));
        Startup.await(timeout -> answers.remove(), failure, () -> reports.add("restoring"));
        assertThat(answers).isEmpty();
        assertThat(reports).hasSize(3);
    }

    @Test
    void anApplicationThatFailsIsNotWaitedFor() {
        assertThatThrownBy(() -> Startup.await(this::fail, failure, () -> reports.add("restoring")))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("no space");
        assertThat(reports).isEmpty();
    }

    private boolean fail(Duration timeout) {
        failure.complete(new IllegalStateException("no space"));
        return false;
    }
}
