package io.metastep.integration.faults;

import io.metastep.streams.GroupProtocol;
import java.util.Optional;

/** Something that goes wrong, once. */
interface Fault {
    /** Short, in kebab case. */
    String name();

    /**
     * Brings the application to the phase, lets the fault strike, and sees to it that somebody serves again.
     *
     * @return evidence that it struck, for the table
     */
    String strike(Arena arena);

    /** What the jobs of its scenarios weigh. */
    default Weight weight() {
        return Weight.LIGHT;
    }

    /** The brokers that it needs. */
    default Stage stage() {
        return Stage.SHARED;
    }

    /** Why there is no such scenario; empty if there is one. */
    default Optional<String> senseless(Phase phase, GroupProtocol protocol) {
        return Optional.empty();
    }
}
