package io.metastep.cli.bench.process;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One core of this machine, or none in particular. */
public record Core(int index, boolean pinned) {

    /** Whether processes can be pinned: two cores and taskset. */
    public static boolean canPin() {
        return Runtime.getRuntime().availableProcessors() >= 2 && run(List.of("taskset", "-c", "0,1", "true"));
    }

    /** What goes in front of a command to pin its process. */
    public List<String> prefix() {
        return pinned ? List.of("taskset", "-c", Integer.toString(index)) : List.of();
    }

    /** Pins all threads of this process. */
    public void pinThisProcess() {
        if (pinned) {
            run(List.of(
                    "taskset",
                    "-acp",
                    Integer.toString(index),
                    Long.toString(ProcessHandle.current().pid())));
        }
    }

    private static boolean run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
