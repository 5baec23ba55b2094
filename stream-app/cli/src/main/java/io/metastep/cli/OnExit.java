package io.metastep.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a command has opened, closed in reverse order: when the command is done, or by the shutdown hook on Ctrl-C. The hook
 * runs beside the command's own thread, so whatever is opened here must bear being closed by another thread.
 */
public final class OnExit implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OnExit.class);

    private static volatile boolean interrupted;

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private boolean isClosed; // guarded by open
    private final Thread hook = new Thread(this::interrupted, "on-exit");

    public OnExit() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Closes the resource before everything that was registered earlier; at once, if all of that is closed already. */
    public <T extends AutoCloseable> T closing(T resource) {
        synchronized (open) {
            if (isClosed) {
                closeQuietly(resource);
            } else {
                open.push(resource);
            }
        }
        return resource;
    }

    @Override
    public void close() {
        closeAll();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.atDebug().log("The JVM is shutting down already");
        }
    }

    private void interrupted() {
        interrupted = true;
        closeAll();
    }

    /** Whether the JVM is being told to stop: what fails now fails because of that. */
    static boolean isInterrupted() {
        return interrupted;
    }

    private void closeAll() {
        synchronized (open) {
            isClosed = true;
            while (!open.isEmpty()) {
                closeQuietly(open.pop());
            }
        }
    }

    private static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            LOG.atWarn().addKeyValue("resource", resource).setCause(e).log("Could not close");
        }
    }
}
