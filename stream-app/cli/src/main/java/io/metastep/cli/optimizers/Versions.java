package io.metastep.cli.optimizers;

import io.metastep.schemas.OptimizerRef;

/** Names of versions and families on the command line. */
final class Versions {
    private Versions() {}

    /**
     * The version that is named.
     *
     * @throws IllegalArgumentException says what was expected
     */
    static OptimizerRef.Version of(String text) {
        if (OptimizerRef.of(text) instanceof OptimizerRef.Version version) {
            return version;
        }
        throw new IllegalArgumentException("'" + text + "' names no version; expected FAMILY@N");
    }

    /**
     * The family that is named, alone.
     *
     * @throws IllegalArgumentException says what was expected
     */
    static String family(String text) {
        OptimizerRef ref = OptimizerRef.of(text);
        if (!ref.family().equals(text)) {
            throw new IllegalArgumentException("'" + text + "' is more than a family; expected FAMILY");
        }
        return text;
    }
}
