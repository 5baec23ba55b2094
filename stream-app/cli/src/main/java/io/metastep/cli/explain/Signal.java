package io.metastep.cli.explain;

import io.metastep.cli.chart.Axis;
import io.metastep.cli.chart.LineChart;
import io.metastep.cli.chart.Series;
import java.util.List;

/** A run of gradients that an optimizer responds to. */
sealed interface Signal permits StepSignal, SpikeSignal, FlipSignal, NoiseSignal {
    int CHART_WIDTH = 860;
    int CHART_HEIGHT = 320;

    /** The response of an optimizer beside that of its twin. */
    Figure figure(Twins twins);

    /** Both responses over the steps. */
    static LineChart chart(Twins twins, Response subject, Response adam) {
        return new LineChart(
                "",
                Axis.linear("step").between(0, subject.steps()),
                Axis.linear("update"),
                List.of(
                        Series.subject(twins.name(), subject.points()),
                        Series.companion(twins.adamName(), adam.points())),
                CHART_WIDTH,
                CHART_HEIGHT);
    }

    /** How many steps something takes: {@code 12}, {@code none}, {@code more than 59}. */
    static String count(int steps, int most) {
        return steps < 0 ? "more than " + most : steps == 0 ? "none" : Integer.toString(steps);
    }
}
