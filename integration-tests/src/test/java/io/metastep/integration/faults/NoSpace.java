package io.metastep.integration.faults;

import io.metastep.integration.harness.ChildApplication;
import io.metastep.integration.harness.Tool;
import io.metastep.streams.GroupProtocol;
import java.util.Optional;

/**
 * From some moment on no file of the application may grow beyond 64 KiB; later the space is back. Whoever stopped by
 * then is started again.
 */
final class NoSpace implements Fault {
    private static final String TOO_LARGE = "File too large";

    @Override
    public String name() {
        return "no-space";
    }

    @Override
    public Optional<String> senseless(Phase phase, GroupProtocol protocol) {
        return phase == Phase.DURING_REPLAY ? Optional.of("a replay writes nothing to disk") : Optional.empty();
    }

    @Override
    public Weight weight() {
        return Weight.HEAVY;
    }

    @Override
    public String strike(Arena arena) {
        ChildApplication child = Approach.child(arena);
        String evidence = arena.counts(child);
        Approach.requireIn(arena, child);
        limit(child, "65536");
        arena.send(120);
        child.child().awaitOutput(TOO_LARGE);
        boolean hasStopped = !child.child().isAlive();
        if (hasStopped) {
            arena.keep(arena.launch("first")).awaitRunning();
        } else {
            limit(child, "unlimited");
            arena.keep(child);
        }
        return "'" + TOO_LARGE + "' after " + evidence + (hasStopped ? "; it stopped" : "; it lived on");
    }

    private static void limit(ChildApplication child, String bytes) {
        Tool.run("prlimit", "--pid", Long.toString(child.child().pid()), "--fsize=" + bytes + ":");
    }
}
