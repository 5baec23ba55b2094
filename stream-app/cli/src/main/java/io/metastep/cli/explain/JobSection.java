package io.metastep.cli.explain;

import io.metastep.cli.chart.Axis;
import io.metastep.cli.chart.LineChart;
import io.metastep.cli.chart.Series;
import io.metastep.cli.terminal.Numbers;
import java.util.List;
import java.util.stream.IntStream;

/** The updates of sampled coordinates of a job beside Adam's. */
final class JobSection {
    private static final int CHART_WIDTH = 860;
    private static final int CHART_HEIGHT = 280;
    private static final int PARTS = 10;

    private final String id;
    private final String task;
    private final String name;
    private final JobRecord record;
    private final Agreement whole;

    /**
     * A section.
     *
     * @param id begins the names of its figures
     * @param name how texts call the optimizer
     */
    JobSection(String id, String task, String name, JobRecord record) {
        this.id = id;
        this.task = task;
        this.name = name;
        this.record = record;
        whole = record.agreement(0, record.steps());
    }

    Section section(int wantedSteps) {
        List<Track> chosen = record.chosen();
        return new Section(
                "A real job: " + task,
                List.of(
                        course(wantedSteps),
                        origin(),
                        chosen.isEmpty() ? "No coordinate that was looked at had a gradient." : together()),
                IntStream.range(0, chosen.size())
                        .mapToObj(i -> figure(i, chosen.get(i)))
                        .toList());
    }

    private String course(int wantedSteps) {
        return Say.text(
                "%s trains %s: the loss over the whole problem is %s at first and %s after %s steps.%s",
                name,
                task,
                Numbers.loss(record.firstLoss()),
                Numbers.loss(record.lastLoss()),
                Numbers.count(record.steps()),
                record.steps() < wantedSteps ? " There the loss had run away, and the job ended." : "");
    }

    private String origin() {
        return Say.text(
                "The gradients are those at the parameters that %s itself has come to. Adam is shown the same gradients and steers nothing."
                        + " %s",
                name, rate());
    }

    private boolean isComparable() {
        return whole.ratio() > 0 && Double.isFinite(whole.ratio());
    }

    private double adamRate() {
        return isComparable() ? whole.ratio() : 1;
    }

    private String rate() {
        return isComparable()
                ? Say.text(
                        "Adam's rate here is %s, at which it would have moved as far on these gradients (root mean square).",
                        Say.number(adamRate()))
                : name + " did not move, so Adam's rate is 1 here.";
    }

    private String together() {
        if (!isComparable()) {
            return "";
        }
        int part = Math.max(1, record.steps() / PARTS);
        Agreement first = record.agreement(0, part);
        Agreement last = record.agreement(record.steps() - part, record.steps());
        return Say.text(
                "Over all coordinates and steps, %s of its updates have the sign of Adam's, and the cosine between both is %.2f. In the first"
                        + " %s its updates are %s as large as Adam's, in the last %s. From there to there its own become %s as large,"
                        + " Adam's %s.",
                Say.percent(whole.sameSign()),
                whole.cosine(),
                Say.steps(part),
                Say.times(first.ratio(), adamRate()),
                Say.times(last.ratio(), adamRate()),
                Say.times(Math.sqrt(last.squares()), Math.sqrt(first.squares())),
                Say.times(Math.sqrt(last.adamSquares()), Math.sqrt(first.adamSquares())));
    }

    private Figure figure(int index, Track track) {
        Response subject = track.subject();
        Response adam = track.adam(adamRate());
        String[] sizes = {"large", "usual", "small"};
        return new Figure(
                id + "-" + sizes[index],
                new LineChart(
                        "",
                        Axis.linear("step").between(0, subject.steps()),
                        Axis.linear("update"),
                        List.of(
                                Series.subject(name, subject.points()),
                                Series.companion("Adam, rate " + Say.number(adamRate()), adam.points())),
                        CHART_WIDTH,
                        CHART_HEIGHT),
                Say.text(
                        "%s, a coordinate with %s gradients: root mean square %s.",
                        track.place(), sizes[index], Say.number(track.gradientSize())),
                List.of(Say.text(
                        "Its updates have a root mean square of %s, %s Adam's; they add up to %s (Adam: %s).",
                        Say.number(subject.rms()),
                        Say.times(subject.rms(), adam.rms()),
                        Say.number(subject.mean(0, subject.steps()) * subject.steps()),
                        Say.number(adam.mean(0, adam.steps()) * adam.steps()))));
    }
}
