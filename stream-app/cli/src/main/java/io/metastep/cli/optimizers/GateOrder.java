package io.metastep.cli.optimizers;

import io.metastep.optimizer.LstmLayout;
import java.util.Locale;

/**
 * The order in which a framework keeps the gates of a cell: i (input), f (forget), g (candidate, also j or c), o (output).
 *
 * @param letters a permutation of {@code ifgo}
 */
record GateOrder(String letters) {

    /** That of {@link LstmLayout}. */
    static final GateOrder OURS = new GateOrder("ifgo");

    GateOrder {
        boolean isComplete = "ifgo".chars().allMatch(gate -> letters.indexOf(gate) >= 0);
        if (letters.length() != LstmLayout.GATES || !isComplete) {
            throw new IllegalArgumentException(
                    "'%s' is no order of gates, expected each of i, f, g (or j, c), o once, such as ifgo"
                            .formatted(letters));
        }
    }

    /** Reads an order; j and c are other names of g. */
    static GateOrder parse(String text) {
        return new GateOrder(text.toLowerCase(Locale.ROOT).replace('j', 'g').replace('c', 'g'));
    }

    /** Our row of one of their rows (or columns), with so many units in a gate. */
    int ours(int theirs, int units) {
        return OURS.letters.indexOf(letters.charAt(theirs / units)) * units + theirs % units;
    }
}
