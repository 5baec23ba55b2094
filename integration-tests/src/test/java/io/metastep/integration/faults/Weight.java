package io.metastep.integration.faults;

import io.metastep.integration.harness.ChildApplication;
import java.util.List;

/** How large the blocks of a scenario are, and how fast the children that step them. */
enum Weight {
    /** For children that start soon and compute slowly. */
    LIGHT(64),
    /** For the fast kernel, whose replay would be over at once otherwise, and for snapshots that fill a disk. */
    HEAVY(1000);

    private final int coordinates;

    Weight(int coordinates) {
        this.coordinates = coordinates;
    }

    int coordinates() {
        return coordinates;
    }

    List<String> jvm() {
        return switch (this) {
            case LIGHT -> ChildApplication.LIGHT;
            case HEAVY -> ChildApplication.FAST;
        };
    }
}
