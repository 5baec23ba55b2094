package io.metastep.cli.explain;

import java.util.Arrays;
import java.util.List;

/**
 * One gradient among equal ones that is a hundred times as large.
 *
 * @param usual the others
 */
record SpikeSignal(double usual) implements Signal {
    private static final int SPIKE = 40;
    private static final int END = 100;
    private static final int WINDOW = 10;
    private static final double HEIGHT = 100;

    @Override
    public Figure figure(Twins twins) {
        double[] gradients = new double[END];
        Arrays.fill(gradients, usual);
        gradients[SPIKE] = HEIGHT * usual;
        Response subject = twins.subject().response(gradients);
        Response adam = twins.adam().response(gradients);
        return new Figure(
                "response-spike",
                Signal.chart(twins, subject, adam),
                Say.text("A spike: the gradient is %s, at step %d it is 100 times that.", Say.number(usual), SPIKE + 1),
                List.of(moment(twins, subject, adam), aftermath(subject, adam)));
    }

    private static String moment(Twins twins, Response subject, Response adam) {
        return Say.text(
                "At the spike the update of %s is %s the one before (Adam: %s), a step later %s (Adam: %s).",
                twins.name(),
                Say.times(subject.at(SPIKE), before(subject)),
                Say.times(adam.at(SPIKE), before(adam)),
                Say.times(subject.at(SPIKE + 1), before(subject)),
                Say.times(adam.at(SPIKE + 1), before(adam)));
    }

    private static String aftermath(Response subject, Response adam) {
        int most = END - 1 - SPIKE;
        return Say.text(
                "Steps after the spike until it stays within a tenth of what it was: %s (Adam: %s). %d steps after the spike it is %s what it"
                        + " was (Adam: %s).",
                Signal.count(subject.stepsUntilNear(before(subject), SPIKE + 1), most),
                Signal.count(adam.stepsUntilNear(before(adam), SPIKE + 1), most),
                most,
                Say.times(subject.at(END - 1), before(subject)),
                Say.times(adam.at(END - 1), before(adam)));
    }

    private static double before(Response response) {
        return response.mean(SPIKE - WINDOW, SPIKE);
    }
}
