package io.metastep.client;

import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/** The settings of this library, beside those of Kafka's clients. */
public enum ClientSetting {
    PREFIX("metastep.prefix", "metastep", "Prefix of the topics' names."),
    STEP_TIMEOUT("metastep.client.step.timeout.ms", "30000", "How long a step waits for all its updates."),
    RESEND_AFTER(
            "metastep.client.resend.after.ms",
            "3000",
            "After how long an unanswered gradient is sent again, same bytes."),
    CLOSE_TIMEOUT(
            "metastep.client.close.timeout.ms", "2000", "How long closing a job or the client waits for the broker."),
    CONNECT_TIMEOUT("metastep.client.connect.timeout.ms", "8000", "How long opening waits for the first broker.");

    /** How keys of this library's client begin; others with {@code metastep.} belong to other parts. */
    static final String OURS = "metastep.client.";

    private final String key;
    private final String standard;
    private final String meaning;

    ClientSetting(String key, String standard, String meaning) {
        this.key = key;
        this.standard = standard;
        this.meaning = meaning;
    }

    public String key() {
        return key;
    }

    /** The default, as text. */
    public String standard() {
        return standard;
    }

    public String meaning() {
        return meaning;
    }

    Duration standardDuration() {
        return Duration.ofMillis(Long.parseLong(standard));
    }

    static boolean isKnown(String key) {
        return Arrays.stream(values()).anyMatch(setting -> setting.key.equals(key));
    }

    /** The key that the misspelt one is closest to. */
    static Optional<String> closest(String key) {
        return Arrays.stream(values())
                .map(ClientSetting::key)
                .min(Comparator.comparingInt(known -> distance(known, key)));
    }

    /** Levenshtein's distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, j -> j);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
