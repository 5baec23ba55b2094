package io.metastep.integration.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.integration.harness.Child;
import io.metastep.integration.harness.ChildApplication;

/** SIGTERM: the application drains and leaves; it is started again. */
final class Terminate implements Fault {
    @Override
    public String name() {
        return "sigterm";
    }

    @Override
    public String strike(Arena arena) {
        ChildApplication child = Approach.child(arena);
        String evidence = arena.counts(child);
        Approach.requireIn(arena, child);
        assertThat(child.child().terminate()).isEqualTo(Child.SIGTERM);
        arena.keep(arena.launch("first")).awaitRunning();
        return "exit code 143 after " + evidence;
    }
}
