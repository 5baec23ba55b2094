package io.metastep.integration.faults;

import io.metastep.cli.ExitCode;
import io.metastep.integration.harness.Await;
import io.metastep.integration.harness.Child;
import java.util.List;

/** Commands beside the application; on a busy machine they may give the broker up after their five seconds. */
final class Commands {
    private Commands() {}

    /** Runs it to its end, again if no broker answered. */
    static Child run(Arena arena, List<String> command) {
        return Await.value(
                String.join(" ", command),
                () -> {
                    Child child = arena.children().start(command.toArray(String[]::new));
                    return child.exitCode() == ExitCode.UNREACHABLE ? null : child;
                },
                () -> "no broker answered");
    }

    /** Starts it and waits until it says that it is at work, again if no broker answered. */
    static Child start(Arena arena, List<String> command, String atWork) {
        return Await.value(
                String.join(" ", command),
                () -> {
                    Child child = arena.children().start(command.toArray(String[]::new));
                    Await.until("'" + atWork + "'", () -> child.output().contains(atWork) || !child.isAlive());
                    return !child.isAlive() && child.exitCode() == ExitCode.UNREACHABLE ? null : child;
                },
                () -> "no broker answered");
    }
}
