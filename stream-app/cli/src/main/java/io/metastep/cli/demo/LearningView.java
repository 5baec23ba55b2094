package io.metastep.cli.demo;

import io.metastep.cli.terminal.Numbers;
import io.metastep.cli.terminal.View;
import io.metastep.metalearner.online.LearnerProgress;
import java.util.List;

/** What jobs and learner are doing, in one line. */
final class LearningView implements View {

    private final String family;
    private final Generations generations;
    private final DemoLearner learner;
    private final StopWatch watch;

    LearningView(String family, Generations generations, DemoLearner learner, StopWatch watch) {
        this.family = family;
        this.generations = generations;
        this.learner = learner;
        this.watch = watch;
    }

    @Override
    public List<String> rows() {
        return List.of(summary());
    }

    @Override
    public String summary() {
        return "%s, %s jobs done; learner: %s"
                .formatted(
                        Numbers.time(watch.elapsed()),
                        Numbers.count(generations.jobs()),
                        learner.progress().map(this::figures).orElse("begins"));
    }

    private String figures(LearnerProgress now) {
        return "meta-step %s, %s@%d, %s segments used, %s refused, lag %s"
                .formatted(
                        Numbers.count(now.metaSteps()),
                        family,
                        now.version(),
                        Numbers.count(now.used()),
                        Numbers.count(now.refused()),
                        Numbers.count(learner.lag()));
    }
}
