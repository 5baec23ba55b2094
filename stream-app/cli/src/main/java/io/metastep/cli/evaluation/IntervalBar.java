package io.metastep.cli.evaluation;

import io.metastep.metalearner.evaluation.OptimizerResult.RatioPoint;
import java.util.Locale;

/** A ratio with its interval as a small picture: a logarithmic scale from a third to three, a dashed line at 1. */
final class IntervalBar {
    private static final double HALF_WIDTH = 75;
    private static final double MARGIN = 4;
    private static final double END = 3;

    private IntervalBar() {}

    static String svg(RatioPoint ratio) {
        if (Double.isNaN(ratio.low())) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                "<svg class=\"interval\" viewBox=\"0 0 150 20\" role=\"img\" aria-label=\"%s, interval %s\">"
                        + "<line class=\"one\" x1=\"75\" x2=\"75\" y1=\"1\" y2=\"19\"/>"
                        + "<g class=\"%s\"><line x1=\"%.1f\" x2=\"%.1f\" y1=\"10\" y2=\"10\" stroke-width=\"3\"/>"
                        + "<circle cx=\"%.1f\" cy=\"10\" r=\"3.6\"/></g></svg>",
                Summary.ratio(ratio),
                Summary.interval(ratio),
                Badge.cssClass(ratio),
                x(ratio.low()),
                x(ratio.high()),
                x(ratio.ratio()));
    }

    private static double x(double ratio) {
        double cut = Math.max(1 / END, Math.min(END, ratio));
        return HALF_WIDTH + (HALF_WIDTH - MARGIN) * Math.log(cut) / Math.log(END);
    }
}
