package io.metastep.cli.cluster;

import io.metastep.cli.InputFile;
import io.metastep.cli.Problems;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/** Passwords by which users come to a cluster with SASL/SCRAM-SHA-512. They are never printed. */
final class ScramPasswords {
    /** Twice what Kafka asks for at least: it slows down who tries passwords, and every connection a little. */
    private static final int ITERATIONS = 8192;

    private final Map<String, String> byUser = new TreeMap<>();

    private ScramPasswords() {}

    /** Reads lines {@code USER=PASSWORD}; adds what is wrong to the problems, without a word of the lines. */
    static ScramPasswords read(String option, Path file, Problems problems) {
        ScramPasswords passwords = new ScramPasswords();
        Properties lines = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            lines.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            problems.add(option + ": cannot read " + file + ": " + InputFile.reason(file, e));
            return passwords;
        }
        lines.forEach((user, password) -> passwords.byUser.put((String) user, ((String) password).strip()));
        problems.require(!lines.isEmpty(), option + ": no line of " + file + " is USER=PASSWORD");
        long lacking =
                passwords.byUser.values().stream().filter(String::isEmpty).count();
        // Whoever forgets the user writes the password in its place.
        problems.require(lacking == 0, "%s: %d lines of %s are not USER=PASSWORD".formatted(option, lacking, file));
        return passwords;
    }

    Set<String> users() {
        return byUser.keySet();
    }

    /** What to tell the cluster; each has a salt of its own. */
    List<UserScramCredentialAlteration> alterations() {
        ScramCredentialInfo kind = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS);
        return byUser.entrySet().stream()
                .<UserScramCredentialAlteration>map(
                        each -> new UserScramCredentialUpsertion(each.getKey(), kind, each.getValue()))
                .toList();
    }
}
