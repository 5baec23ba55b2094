package io.metastep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class FailureTextTest {

    private static final Logger OURS = (Logger) LoggerFactory.getLogger("io.metastep");

    private final FailureText text = new FailureText();

    @BeforeEach
    void start() {
        text.start();
    }

    @AfterEach
    void calmDown() {
        OURS.setLevel(null);
    }

    @Test
    void aFailureAndItsCausesAreALineEach() {
        assertThat(logged().lines())
                .containsExactly(
                        "  java.lang.IllegalStateException: no request", "  java.io.IOException: connection reset");
    }

    @Test
    void withVerboseTheStackTraceIsThere() {
        OURS.setLevel(Level.DEBUG);
        assertThat(logged()).contains("\tat " + FailureTextTest.class.getName(), "Caused by: java.io.IOException");
    }

    @Test
    void withoutAFailureThereIsNothing() {
        assertThat(text.convert(event(null))).isEmpty();
    }

    private String logged() {
        return text.convert(event(new IllegalStateException("no request", new IOException("connection reset"))));
    }

    private static LoggingEvent event(@Nullable Throwable failure) {
        return new LoggingEvent("", OURS, Level.WARN, "Closing", failure, null);
    }
}
