package io.metastep.cli.bench.pipeline;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.metastep.cli.bench.pipeline.LagWatch.Look;
import io.metastep.cli.terminal.Numbers;
import io.metastep.cli.terminal.Screen;
import io.metastep.cli.terminal.Table;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a learner beside a fleet at full speed takes and how far it gets behind.
 *
 * @param jobs of the fleet
 * @param coordinates of all jobs together
 * @param steps of each job
 * @param cores of the machine
 * @param alone coordinates per second without a learner, by round
 * @param courses with one, by round
 * @param speedRatio median over the rounds of the speed with a learner over that without
 */
@JsonPropertyOrder({"jobs", "coordinates", "steps", "cores", "alone", "courses", "speedRatio"})
record KeepUpReport(
        int jobs, int coordinates, int steps, int cores, List<Double> alone, List<Course> courses, double speedRatio) {
    static final String META_STEPS = "metaSteps";

    private static final String SEGMENTS = "segments.";
    private static final String USED = SEGMENTS + "used";
    private static final String SURPLUS = SEGMENTS + "surplus";
    private static final String STALE = SEGMENTS + "refused.STALE_VERSION";

    KeepUpReport {
        alone = List.copyOf(alone);
        courses = List.copyOf(courses);
    }

    /**
     * One round with a learner.
     *
     * @param coordinatesPerSecond of the fleet
     * @param seconds from when the application was running until it had answered everything
     * @param segments that were published in that time
     * @param bytesShare bytes of the trajectories topic on disk over those of the gradients topic
     * @param counters of the learner, and its meta-steps
     * @param cpuShare processor time of the learner over those seconds, 1 for a core
     * @param shareOfAll the same over that of all processes: broker, application, learner, and who watches
     * @param worstLag records in no committed meta-step at worst while the fleet ran, transaction marks included
     * @param endLag when the fleet had ended
     * @param secondsToEnd from then until all had been committed; null if it took longer than 5 minutes
     * @param looks while the fleet ran
     */
    @JsonPropertyOrder({
        "coordinatesPerSecond",
        "seconds",
        "segments",
        "bytesShare",
        "cpuShare",
        "shareOfAll",
        "worstLag",
        "endLag",
        "secondsToEnd",
        "counters",
        "looks"
    })
    record Course(
            double coordinatesPerSecond,
            double seconds,
            long segments,
            double bytesShare,
            double cpuShare,
            double shareOfAll,
            long worstLag,
            long endLag,
            @Nullable Double secondsToEnd,
            Map<String, Long> counters,
            List<Look> looks) {
        Course {
            counters = new TreeMap<>(counters);
            looks = List.copyOf(looks);
        }

        /**
         * What was seen when the fleet had ended.
         *
         * @param fleetEnded when everything had been answered
         * @param last when the watch ended
         * @param hasCaughtUp whether the learner had committed all by then
         */
        record End(Look fleetEnded, Look last, boolean hasCaughtUp) {}

        /**
         * From what was seen.
         *
         * @param whileServing from when the application was running
         * @param end afterwards
         */
        static Course of(
                double coordinatesPerSecond,
                List<Look> whileServing,
                End end,
                double bytesShare,
                Map<String, Long> counters) {
            Look first = whileServing.get(0);
            Look ended = end.fleetEnded();
            double seconds = ended.seconds() - first.seconds();
            double learner = ended.learnerSeconds() - first.learnerSeconds();
            return new Course(
                    coordinatesPerSecond,
                    seconds,
                    count(counters, SEGMENTS),
                    bytesShare,
                    learner / seconds,
                    learner / (ended.allSeconds() - first.allSeconds()),
                    whileServing.stream().mapToLong(Look::lag).max().orElse(0),
                    ended.lag(),
                    end.hasCaughtUp() ? end.last().seconds() - ended.seconds() : null,
                    counters,
                    whileServing);
        }

        private static long count(Map<String, Long> counters, String prefix) {
            return counters.entrySet().stream()
                    .filter(counter -> counter.getKey().startsWith(prefix))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        }

        double segmentsPerSecond() {
            return segments / seconds;
        }

        /** Share of all segments. */
        private double share(String counter) {
            return (double) counters.getOrDefault(counter, 0L) / Math.max(1, segments);
        }
    }

    static KeepUpReport of(int jobs, int coordinates, int steps, List<Double> alone, List<Course> courses) {
        List<Double> with = courses.stream().map(Course::coordinatesPerSecond).toList();
        return new KeepUpReport(
                jobs,
                coordinates,
                steps,
                Runtime.getRuntime().availableProcessors(),
                alone,
                courses,
                Samples.median(Samples.ratios(with, alone)));
    }

    void print(Screen screen) {
        screen.line(String.format(
                Locale.ROOT,
                "%s: %d jobs, %s coordinates together, %s steps each, %d cores for broker, application and learner",
                screen.bold("Keeping up"),
                jobs,
                Numbers.count(coordinates),
                Numbers.count(steps),
                cores));
        screen.gap();
        screen.lines(table().lines());
        screen.gap();
        screen.line(String.format(
                Locale.ROOT,
                "With a learner the fleet runs at %.2f of its speed (median of %d rounds: %s and %s coordinates/s).",
                speedRatio,
                courses.size(),
                Numbers.rate(median(Course::coordinatesPerSecond)),
                Numbers.rate(Samples.median(alone))));
    }

    private double median(ToDoubleFunction<Course> of) {
        return Samples.median(courses.stream().map(of::applyAsDouble).toList());
    }

    private Table table() {
        Table table = new Table()
                .words("round")
                .numbers("segments/s")
                .numbers("bytes")
                .numbers("used")
                .numbers("surplus")
                .numbers("stale")
                .numbers("meta-steps")
                .numbers("learner's CPU")
                .numbers("of all CPU")
                .numbers("lag at worst")
                .numbers("at the end")
                .numbers("caught up after");
        for (int round = 0; round < courses.size(); round++) {
            table.row(row(round + 1, courses.get(round)).toArray(String[]::new));
        }
        return table;
    }

    private static List<String> row(int round, Course course) {
        return List.of(
                Integer.toString(round),
                Numbers.rate(course.segmentsPerSecond()),
                percent(course.bytesShare()),
                percent(course.share(USED)),
                percent(course.share(SURPLUS)),
                percent(course.share(STALE)),
                Numbers.count(course.counters().getOrDefault(META_STEPS, 0L)),
                percent(course.cpuShare()),
                percent(course.shareOfAll()),
                seconds(course.worstLag() / course.segmentsPerSecond()),
                seconds(course.endLag() / course.segmentsPerSecond()),
                course.secondsToEnd() == null ? "-" : seconds(course.secondsToEnd()));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.1f s", seconds);
    }
}
