package io.metastep.cli;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.IThrowableProxy;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code %failure} of the log's pattern: what went wrong and why, a line each; stack traces only with {@code --verbose}. */
public final class FailureText extends ThrowableProxyConverter {

    @Override
    protected String throwableProxyToString(IThrowableProxy failure) {
        return Verbosity.isRaised() ? super.throwableProxyToString(failure) : lines(failure);
    }

    private static String lines(IThrowableProxy failure) {
        return Stream.iterate(failure, cause -> cause != null, IThrowableProxy::getCause)
                .map(cause -> "  " + cause.getClassName() + ": " + cause.getMessage() + System.lineSeparator())
                .collect(Collectors.joining());
    }
}
