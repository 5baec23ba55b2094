package io.metastep.integration.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Lets a child log nearly everything that anybody logs, the settings of Kafka's clients among it. */
public final class LoudLog {
    /** Without what Kafka Streams and the web server say many times a second. */
    private static final String CONFIGURATION = """
            <configuration>
              <appender name="STDERR" class="ch.qos.logback.core.ConsoleAppender">
                <target>System.err</target>
                <encoder><pattern>%-5level %logger{0}: %msg %kvp%n%ex</pattern></encoder>
              </appender>
              <logger name="io.metastep" level="TRACE"/>
              <logger name="org.apache.kafka.common.config" level="TRACE"/>
              <logger name="org.apache.kafka.common.security" level="TRACE"/>
              <logger name="org.apache.kafka.streams" level="INFO"/>
              <logger name="org.eclipse.jetty" level="INFO"/>
              <root level="DEBUG"><appender-ref ref="STDERR"/></root>
            </configuration>
            """;

    private LoudLog() {}

    /** The option of the JVM that does it; {@code --verbose} would undo it. */
    public static String option() {
        try {
            Path file = Folders.temporary("logback-").resolve("logback.xml");
            return "-Dlogback.configurationFile=" + Files.writeString(file, CONFIGURATION);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
