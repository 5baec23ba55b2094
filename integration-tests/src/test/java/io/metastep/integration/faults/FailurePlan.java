package io.metastep.integration.faults;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which of the next commits of an application fail, and how. Thread-safe. */
final class FailurePlan {
    /** How a commit fails. */
    enum Failure {
        /** The broker did not answer; nothing is committed. */
        TIMEOUT,
        /** The broker did not answer, but everything is committed. */
        TIMEOUT_AFTER_COMMIT,
        /** Another producer has taken over. */
        FENCED,
        /** Something nobody expects: the thread dies. */
        UNEXPECTED
    }

    private static final Map<String, FailurePlan> BY_APPLICATION = new ConcurrentHashMap<>();

    private final Queue<Failure> due = new ArrayDeque<>();
    private final List<Failure> struck = new ArrayList<>();
    private int commitsBefore;

    /** The plan of that application from now on. */
    static FailurePlan of(String applicationId) {
        return BY_APPLICATION.computeIfAbsent(applicationId, unknown -> new FailurePlan());
    }

    /** The plan of the application that a client with this id belongs to. */
    static FailurePlan ofClient(String clientId) {
        return BY_APPLICATION.entrySet().stream()
                .filter(plan -> clientId.startsWith(plan.getKey() + "-"))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    /** Lets these commits fail, after so many that succeed. */
    synchronized void arm(int commits, List<Failure> failures) {
        commitsBefore = commits;
        due.addAll(failures);
    }

    /** Asked by each commit. */
    synchronized @Nullable Failure next() {
        if (due.isEmpty() || commitsBefore-- > 0) {
            return null;
        }
        Failure failure = due.remove();
        struck.add(failure);
        return failure;
    }

    synchronized boolean isDone() {
        return due.isEmpty();
    }

    synchronized List<Failure> struck() {
        return List.copyOf(struck);
    }
}
