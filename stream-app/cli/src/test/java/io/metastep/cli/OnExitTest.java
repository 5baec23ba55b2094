package io.metastep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnExitTest {

    @Test
    void whatWasOpenedLastIsClosedFirst() {
        List<String> closed = new ArrayList<>();
        try (OnExit onExit = new OnExit()) {
            onExit.<AutoCloseable>closing(() -> closed.add("broker"));
            onExit.<AutoCloseable>closing(() -> closed.add("application"));
        }
        assertThat(closed).containsExactly("application", "broker");
    }

    @Test
    void whatFailsToCloseDoesNotKeepTheRestOpen() {
        List<String> closed = new ArrayList<>();
        try (OnExit onExit = new OnExit()) {
            onExit.<AutoCloseable>closing(() -> closed.add("broker"));
            onExit.<AutoCloseable>closing(() -> {
                throw new IllegalStateException("stuck");
            });
        }
        assertThat(closed).containsExactly("broker");
    }

    @Test
    void whatIsOpenedTooLateIsClosedAtOnce() {
        List<String> closed = new ArrayList<>();
        OnExit onExit = new OnExit();
        onExit.close();
        onExit.<AutoCloseable>closing(() -> closed.add("broker"));
        assertThat(closed).containsExactly("broker");
    }
}
