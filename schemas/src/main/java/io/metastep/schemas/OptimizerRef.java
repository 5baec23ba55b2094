package io.metastep.schemas;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names an optimizer: one version of a family, or whichever version a channel of it names today. */
public sealed interface OptimizerRef {
    String DEFAULT = "universal#stable";

    String family();

    /** How records and the keys of the optimizers topic write it. */
    String key();

    /** {@code family@version}: immutable. */
    record Version(String family, int version) implements OptimizerRef {
        public Version {
            if (!Syntax.isName(family) || version < 1) {
                throw new IllegalArgumentException(
                        "No optimizer version: " + family + "@" + version + "; " + Syntax.EXPECTED);
            }
        }

        @Override
        public String key() {
            return family + "@" + version;
        }

        @Override
        public String toString() {
            return key();
        }
    }

    /** {@code family#channel}: names a version that may change at the boundaries of unrolls. */
    record Channel(String family, String channel) implements OptimizerRef {
        /** What jobs follow that ask for nothing else. */
        public static final String STABLE = "stable";

        /** What is tried on a share of them. */
        public static final String CANARY = "canary";

        /** The newest version that passed the gate. */
        public static final String LATEST = "latest";

        public Channel {
            if (!Syntax.isName(family) || !Syntax.isName(channel)) {
                throw new IllegalArgumentException(
                        "No optimizer channel: " + family + "#" + channel + "; " + Syntax.EXPECTED);
            }
        }

        @Override
        public String key() {
            return family + "#" + channel;
        }

        @Override
        public String toString() {
            return key();
        }
    }

    /** Reads {@code family}, {@code family@version} or {@code family#channel}; a family alone means its stable channel. */
    static Optional<OptimizerRef> parse(String text) {
        return Syntax.parse(text);
    }

    /**
     * Reads a reference that must be one.
     *
     * @throws IllegalArgumentException says what was expected
     */
    static OptimizerRef of(String text) {
        return parse(text)
                .orElseThrow(
                        () -> new IllegalArgumentException("'" + text + "' names no optimizer; " + Syntax.EXPECTED));
    }

    /** How references are written. */
    final class Syntax {
        private static final String NAME = "[a-z0-9][a-z0-9._-]{0,99}";
        private static final Pattern NAMES = Pattern.compile(NAME);
        private static final Pattern REF = Pattern.compile("(" + NAME + ")(?:@([1-9][0-9]{0,8})|#(" + NAME + "))?");
        private static final String EXPECTED =
                "expected family, family@version or family#channel, names of up to 100 of a-z 0-9 . _ -";

        private Syntax() {}

        private static boolean isName(String text) {
            return NAMES.matcher(text).matches();
        }

        private static Optional<OptimizerRef> parse(String text) {
            Matcher matcher = REF.matcher(text);
            return matcher.matches() ? Optional.of(ref(matcher)) : Optional.empty();
        }

        private static OptimizerRef ref(Matcher matcher) {
            String family = matcher.group(1);
            if (matcher.group(2) != null) {
                return new Version(family, Integer.parseInt(matcher.group(2)));
            }
            return new Channel(family, matcher.group(3) == null ? Channel.STABLE : matcher.group(3));
        }
    }
}
