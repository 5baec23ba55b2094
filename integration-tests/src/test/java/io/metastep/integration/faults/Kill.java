package io.metastep.integration.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.integration.harness.ChildApplication;

/** SIGKILL; the application is started again on the same state folder. */
final class Kill implements Fault {
    static final int SIGKILL = 128 + 9;

    @Override
    public String name() {
        return "kill";
    }

    @Override
    public String strike(Arena arena) {
        ChildApplication child = Approach.child(arena);
        String evidence = arena.counts(child);
        Approach.requireIn(arena, child);
        child.child().kill();
        assertThat(child.child().exitCode()).isEqualTo(SIGKILL);
        arena.keep(arena.launch("first")).awaitRunning();
        return "exit code 137 after " + evidence;
    }
}
