package io.metastep.cli.pilot;

import io.metastep.cli.CommandFailure;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls into the class of a stranger: what it throws becomes a failure that says where, and its stack trace goes to the log.
 *
 * @param className whose code it is
 */
record ForeignCode(String className) {
    private static final Logger LOG = LoggerFactory.getLogger(ForeignCode.class);

    <T> T call(String method, Callable<T> code) {
        try {
            return code.call();
        } catch (Exception
                | LinkageError
                | AssertionError
                | StackOverflowError e) { // a stranger's code may throw anything
            log(e);
            throw CommandFailure.failed("%s failed in %s: %s (--verbose shows where)".formatted(className, method, e));
        }
    }

    /** Logs a stack trace that messages leave out. */
    void log(Throwable thrown) {
        LOG.atDebug().addKeyValue("class", className).setCause(thrown).log("The task failed");
    }
}
