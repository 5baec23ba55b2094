package io.metastep.metalearner;

/** What an optimizer's provenance says made it. */
public final class Program {
    public static final String NAME = "metastep 0.1.0";

    private Program() {}
}
