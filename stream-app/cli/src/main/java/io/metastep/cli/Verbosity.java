package io.metastep.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.List;
import org.slf4j.LoggerFactory;

/** How much of the log reaches standard error. */
public final class Verbosity {

    private static final String OURS = "io.metastep";
    private static final String KAFKAS = "org.apache.kafka";

    /** Hundreds of lines of settings and of the broker's housekeeping. */
    private static final List<String> CHATTY = List.of(
            "common.config",
            "common.metrics",
            "controller",
            "coordinator",
            "image",
            "metadata",
            "network",
            "raft",
            "server",
            "storage");

    private Verbosity() {}

    /** Logs what Metastep and Kafka's clients do. */
    static void raise() {
        level(Logger.ROOT_LOGGER_NAME, Level.INFO);
        level(OURS, Level.DEBUG);
        level("kafka", Level.WARN);
        CHATTY.forEach(part -> level(KAFKAS + "." + part, Level.WARN));
    }

    /** Keeps Kafka's warnings off the screen of a command that runs its own cluster, unless the user wants to know. */
    public static void quietKafka() {
        if (!isRaised()) {
            level(KAFKAS, Level.ERROR);
            level("kafka", Level.ERROR);
        }
    }

    /** Keeps the application's warnings off the screen of a command that provokes them, unless the user wants to know. */
    public static void quietApplication() {
        if (!isRaised()) {
            level(OURS + ".streams", Level.ERROR);
        }
    }

    static boolean isRaised() {
        return logger(OURS).isDebugEnabled();
    }

    private static void level(String name, Level level) {
        logger(name).setLevel(level);
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }
}
