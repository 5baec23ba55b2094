package io.metastep.integration.monitoring;

/**
 * A rule of {@code alerts.yml}.
 *
 * @param summary what whoever is called reads first
 * @param anchor the heading of deploy/README.md that says what to do
 */
public record Alert(String name, Expression expression, String severity, String summary, String anchor) {}
