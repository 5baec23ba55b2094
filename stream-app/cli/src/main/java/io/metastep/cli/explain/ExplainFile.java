package io.metastep.cli.explain;

import io.metastep.cli.chart.Point;
import io.metastep.cli.chart.Series;
import java.util.List;

/** What {@code --json} writes: every curve with what is said of it. */
record ExplainFile(String optimizer, String kind, String command, List<Drawn> figures) {

    /** A figure; {@code id} is the name of its files. */
    record Drawn(String id, String section, String caption, List<String> words, List<Curve> curves) {
        static Drawn of(Section section, Figure figure) {
            return new Drawn(
                    figure.id(),
                    section.title(),
                    figure.caption(),
                    figure.words(),
                    figure.chart().series().stream().map(Curve::of).toList());
        }
    }

    /** A curve; {@code y} are updates, {@code x} gradients or steps, as the figure has them. */
    record Curve(String name, List<Double> x, List<Double> y) {
        static Curve of(Series series) {
            return new Curve(
                    series.name(),
                    series.points().stream().map(Point::x).toList(),
                    series.points().stream().map(Point::y).toList());
        }
    }

    static ExplainFile of(Explanation explanation) {
        return new ExplainFile(
                explanation.optimizer(),
                explanation.kind(),
                explanation.command(),
                explanation.sections().stream()
                        .flatMap(section -> section.figures().stream().map(figure -> Drawn.of(section, figure)))
                        .toList());
    }
}
