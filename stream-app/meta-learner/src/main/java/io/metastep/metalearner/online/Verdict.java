package io.metastep.metalearner.online;

/**
 * What a gate says of a candidate.
 *
 * @param isPassed whether it may become {@code latest}
 * @param reason why or why not, for people
 */
public record Verdict(boolean isPassed, String reason) {}
