package io.metastep.cli.explain;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A gradient that changes its sign and stays so, as beyond a valley's floor.
 *
 * @param usual its size
 */
record FlipSignal(double usual) implements Signal {
    private static final int FLIP = 50;
    private static final int END = 100;
    private static final int WINDOW = 10;

    @Override
    public Figure figure(Twins twins) {
        double[] gradients = IntStream.range(0, END)
                .mapToDouble(step -> step < FLIP ? usual : -usual)
                .toArray();
        Response subject = twins.subject().response(gradients);
        Response adam = twins.adam().response(gradients);
        return new Figure(
                "response-sign-flip",
                Signal.chart(twins, subject, adam),
                Say.text(
                        "A sign flip: the gradient is %s for %d steps, then %s.",
                        Say.number(usual), FLIP, Say.number(-usual)),
                List.of(turn(twins, subject, adam), end(subject, adam)));
    }

    private static String turn(Twins twins, Response subject, Response adam) {
        return Say.text(
                "At the flip the update of %s is %s the one before (Adam: %s). Steps until it turns round: %s (Adam: %s).",
                twins.name(),
                Say.times(subject.at(FLIP), before(subject)),
                Say.times(adam.at(FLIP), before(adam)),
                Signal.count(subject.stepsUntilSignLeaves(before(subject), FLIP), END - FLIP),
                Signal.count(adam.stepsUntilSignLeaves(before(adam), FLIP), END - FLIP));
    }

    private static String end(Response subject, Response adam) {
        return Say.text(
                "Steps until it stays within a tenth of the opposite of what it was: %s (Adam: %s). At the end it is %s what it was (Adam:"
                        + " %s).",
                Signal.count(subject.stepsUntilNear(-before(subject), FLIP), END - FLIP),
                Signal.count(adam.stepsUntilNear(-before(adam), FLIP), END - FLIP),
                Say.times(subject.at(END - 1), before(subject)),
                Say.times(adam.at(END - 1), before(adam)));
    }

    private static double before(Response response) {
        return response.mean(FLIP - WINDOW, FLIP);
    }
}
