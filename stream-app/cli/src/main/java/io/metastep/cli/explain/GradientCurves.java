package io.metastep.cli.explain;

import io.metastep.cli.chart.Axis;
import io.metastep.cli.chart.LineChart;
import io.metastep.cli.chart.Point;
import io.metastep.cli.chart.Series;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The update as a function of the gradient, for several histories. */
final class GradientCurves {
    private static final int POINTS = 121;
    private static final double WIDEST = 3; // usual gradients
    private static final double DECADES = 4; // to each side of the usual gradient
    private static final double LARGE = 100;
    private static final double ALIKE = 0.02;

    private final Twins twins;
    private final double usual;

    GradientCurves(Twins twins, double usual) {
        this.twins = twins;
        this.usual = usual;
    }

    Section section() {
        return new Section(
                "The update as a function of the gradient",
                List.of(
                        Say.text(
                                "A coordinate sees one more gradient after a history; the curves are its update, that is what is added to"
                                        + " the parameter. The usual gradient has size %s (--gradient).",
                                Say.number(usual)),
                        twins.ratesOrigin()),
                List.of(bySign(), adamBySign(), bySize()));
    }

    private Figure bySign() {
        return new Figure(
                "update-by-gradient",
                chart(twins.subject(), linear(), Axis.linear("gradient")),
                twins.name() + ": update for a gradient between -3 and 3 usual ones, after each history.",
                List.of(atUsual(), equal(), alternating(), symmetry()));
    }

    private Figure adamBySign() {
        return new Figure(
                "update-by-gradient-adam",
                chart(twins.adam(), linear(), Axis.linear("gradient")),
                "The same of " + twins.adamName() + ", for comparison.",
                List.of(Say.text(
                        "For the usual gradient Adam's update is %s with a fresh memory, %s after equal and %s after alternating"
                                + " gradients; for a gradient of the other sign after equal ones it is %s.",
                        Say.number(adam(History.FRESH, usual)),
                        Say.number(adam(History.EQUAL, usual)),
                        Say.number(adam(History.ALTERNATING, usual)),
                        Say.number(adam(History.EQUAL, -usual)))));
    }

    private Figure bySize() {
        return new Figure(
                "update-by-size",
                chart(twins.subject(), logarithmic(), Axis.logarithmic("gradient (positive, logarithmic)")),
                twins.name()
                        + ": update for positive gradients of any size, from a ten-thousandth of the usual one to ten thousand"
                        + " times that.",
                Arrays.stream(History.values()).map(this::largeAgainstUsual).toList());
    }

    private LineChart chart(Probe probe, double[] gradients, Axis axis) {
        List<Series> series = Arrays.stream(History.values())
                .map(history -> Series.subject(history.shortName(), curve(probe, history, gradients)))
                .toList();
        return new LineChart("", axis, Axis.linear("update"), series);
    }

    private List<Point> curve(Probe probe, History history, double[] gradients) {
        double[] updates = probe.updatesAfter(history.gradients(usual), gradients);
        return IntStream.range(0, updates.length)
                .mapToObj(i -> Point.of(gradients[i], updates[i]))
                .toList();
    }

    private double[] linear() {
        return IntStream.range(0, POINTS)
                .mapToDouble(i -> WIDEST * usual * (2.0 * i / (POINTS - 1) - 1))
                .toArray();
    }

    private double[] logarithmic() {
        return IntStream.range(0, POINTS)
                .mapToDouble(i -> usual * Math.pow(10, DECADES * (2.0 * i / (POINTS - 1) - 1)))
                .toArray();
    }

    private double subject(History history, double gradient) {
        return twins.subject().updatesAfter(history.gradients(usual), new double[] {gradient})[0];
    }

    private double adam(History history, double gradient) {
        return twins.adam().updatesAfter(history.gradients(usual), new double[] {gradient})[0];
    }

    private String atUsual() {
        double update = subject(History.FRESH, usual);
        String direction = update < 0 ? "down the slope" : update > 0 ? "up the slope" : "nowhere";
        return Say.text(
                "With a fresh memory the usual gradient moves the parameter by %s, %s; Adam moves it by %s.",
                Say.number(update), direction, Say.number(adam(History.FRESH, usual)));
    }

    private String equal() {
        double fresh = subject(History.FRESH, usual);
        double onwards = subject(History.EQUAL, usual);
        double back = subject(History.EQUAL, -usual);
        String turn = back == 0
                ? "does not move it"
                : back * onwards > 0
                        ? "still moves it on in the old direction, by " + Say.number(back)
                        : "turns it round at once, by " + Say.number(back);
        return Say.text(
                "After equal gradients one more moves it by %s, %s the update of a fresh memory (Adam: %s); a gradient of the other"
                        + " sign then %s.",
                Say.number(onwards),
                Say.times(onwards, fresh),
                Say.times(adam(History.EQUAL, usual), adam(History.FRESH, usual)),
                turn);
    }

    private String alternating() {
        return Say.text(
                "After alternating gradients the usual one moves it by %s, %s the update after equal ones (Adam: %s); had the alternating"
                        + " ones been ten times as large, by %s, had they been a tenth, by %s.",
                Say.number(subject(History.ALTERNATING, usual)),
                Say.times(subject(History.ALTERNATING, usual), subject(History.EQUAL, usual)),
                Say.times(adam(History.ALTERNATING, usual), adam(History.EQUAL, usual)),
                Say.number(subject(History.LARGE, usual)),
                Say.number(subject(History.SMALL, usual)));
    }

    private String symmetry() {
        double[] updates = twins.subject().updatesAfter(History.FRESH.gradients(usual), linear());
        double largest = Arrays.stream(updates).map(Math::abs).max().orElse(0);
        double odd = IntStream.range(0, updates.length)
                .mapToDouble(i -> Math.abs(updates[i] + updates[updates.length - 1 - i]))
                .max()
                .orElse(0);
        if (largest == 0) {
            return "With a fresh memory no gradient of this range moves it.";
        }
        return odd <= ALIKE * largest
                ? "It treats gradients of both signs alike: with a fresh memory the curve is symmetric to within 2 % of its largest"
                        + " value."
                : Say.text(
                        "It does not treat both signs alike: with a fresh memory the updates for g and -g differ in size by up to %s of the"
                                + " largest.",
                        Say.percent(odd / largest));
    }

    private String largeAgainstUsual(History history) {
        double at = subject(history, usual);
        return Say.text(
                "%s, a gradient 100 times the usual one moves it by %s, %s the update for the usual one (Adam: %s); one of a hundredth"
                        + " by %s.",
                capital(history.words()),
                Say.number(subject(history, LARGE * usual)),
                Say.times(subject(history, LARGE * usual), at),
                Say.times(adam(history, LARGE * usual), adam(history, usual)),
                Say.number(subject(history, usual / LARGE)));
    }

    private static String capital(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
