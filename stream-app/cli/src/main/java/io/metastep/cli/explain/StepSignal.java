package io.metastep.cli.explain;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A small gradient that becomes ten times as large and stays so.
 *
 * @param usual the large one
 */
record StepSignal(double usual) implements Signal {
    private static final int JUMP = 40;
    private static final int END = 100;
    private static final int WINDOW = 10;
    private static final double GROWTH = 10;

    @Override
    public Figure figure(Twins twins) {
        double[] gradients = IntStream.range(0, END)
                .mapToDouble(step -> step < JUMP ? usual / GROWTH : usual)
                .toArray();
        Response subject = twins.subject().response(gradients);
        Response adam = twins.adam().response(gradients);
        return new Figure(
                "response-step",
                Signal.chart(twins, subject, adam),
                Say.text(
                        "A step: the gradient is %s for %d steps, then %s.",
                        Say.number(usual / GROWTH), JUMP, Say.number(usual)),
                List.of(start(twins, subject, adam), jump(subject, adam)));
    }

    private static String start(Twins twins, Response subject, Response adam) {
        double settled = before(subject);
        return Say.text(
                "%s begins with %s and is at %s before the jump, %s its first update; Adam begins with %s and is at %s. At the end its"
                        + " update is %s Adam's.",
                twins.name(),
                Say.number(subject.at(0)),
                Say.number(settled),
                Say.times(settled, subject.at(0)),
                Say.number(adam.at(0)),
                Say.number(before(adam)),
                Say.times(end(subject), end(adam)));
    }

    private static String jump(Response subject, Response adam) {
        int most = END - JUMP;
        return Say.text(
                "Ten times the gradient makes its update at the end %s what it was before (Adam: %s). Steps after the jump until it stays"
                        + " within a tenth of that: %s (Adam: %s). Its largest update on the way is %s the last one (Adam: %s).",
                Say.times(end(subject), before(subject)),
                Say.times(end(adam), before(adam)),
                Signal.count(subject.stepsUntilNear(end(subject), JUMP), most),
                Signal.count(adam.stepsUntilNear(end(adam), JUMP), most),
                Say.times(subject.largest(JUMP), Math.abs(end(subject))),
                Say.times(adam.largest(JUMP), Math.abs(end(adam))));
    }

    private static double before(Response response) {
        return response.mean(JUMP - WINDOW, JUMP);
    }

    private static double end(Response response) {
        return response.mean(END - WINDOW, END);
    }
}
