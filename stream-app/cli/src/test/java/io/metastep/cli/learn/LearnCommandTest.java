package io.metastep.cli.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metastep.cli.ExitCode;
import io.metastep.cli.Metastep;
import io.metastep.cli.Problems;
import io.metastep.cli.terminal.Screen;
import io.metastep.metalearner.Credits;
import io.metastep.metalearner.GradientScale;
import io.metastep.metalearner.Proximal;
import io.metastep.metalearner.online.BatchSettings;
import io.metastep.metalearner.online.LearnerProgress;
import io.metastep.metalearner.online.LearnerSettings;
import io.metastep.metalearner.online.Release;
import io.metastep.metalearner.online.RolloutPlan;
import io.metastep.metalearner.online.StepReport;
import io.metastep.metalearner.online.trial.TrialSettings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class LearnCommandTest {
    private static LearnerSettings settings(String... options) {
        var learning = new LearningOptions();
        var problems = new Problems();
        new CommandLine(learning).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(options);
        Optional<LearnerSettings> settings =
                learning.settings(Optional.of(RolloutPlan.NONE), Optional.of(TrialSettings.STANDARD), problems);
        problems.throwIfAny();
        return settings.orElseThrow();
    }

    @Test
    void itsDefaultsAreThese() {
        assertThat(settings())
                .isEqualTo(new LearnerSettings(
                        "universal",
                        Credits.STANDARD,
                        Proximal.STANDARD,
                        GradientScale.NORMALIZE,
                        false,
                        false,
                        BatchSettings.STANDARD,
                        25,
                        RolloutPlan.NONE,
                        0.003,
                        10,
                        TrialSettings.STANDARD,
                        1));
    }

    @Test
    void withoutTheProximalTermLessStalenessIsAllowed() {
        assertThat(settings("--kappa=0").maxStaleness()).isEqualTo(5);
        assertThat(settings("--kappa=0", "--max-staleness=9").maxStaleness()).isEqualTo(9);
    }

    @Test
    void versionsComeBeforeAllSegmentsAreStale() {
        assertThat(settings("--kappa=0").publishEvery()).isEqualTo(5);
        assertThat(settings("--max-staleness=0").publishEvery()).isEqualTo(1);
        assertThat(settings("--kappa=0", "--publish-every=6").publishEvery()).isEqualTo(6);
        assertThatThrownBy(() -> settings("--kappa=0", "--publish-every=7"))
                .hasMessageContaining("--publish-every 7, but segments are refused more than 5 meta-steps after");
    }

    @Test
    void aLossFloorTakesAnyLoss() {
        LearnerSettings settings = settings("--loss-floor=0.01", "--discount=0.5");
        assertThat(settings.takesAnyLoss()).isTrue();
        assertThat(settings.credits()).isEqualTo(new Credits(0.5, 0.01));
    }

    @Test
    void allThatIsWrongIsListedAtOnce() {
        var err = new StringWriter();
        int code = Metastep.commandLine()
                .setErr(new PrintWriter(err, true))
                .execute(
                        "learn",
                        "--bootstrap-servers=nowhere",
                        "--threads=0",
                        "--meta-steps=0",
                        "--gate-margin=-1",
                        "--from=No Name",
                        "--rollout-share=1",
                        "--kappa=-3",
                        "--discount=2",
                        "--batch-jobs=0",
                        "--json=/no/such/folder/learn.json");
        assertThat(code).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .contains("'nowhere' is not HOST:PORT")
                .contains("--threads: must be 1 to 256, got 0")
                .contains("--meta-steps: must be at least 1, got 0")
                .contains("--gate-margin: must be 0 to 10, got -1")
                .contains("--from: 'No Name' names no optimizer")
                .contains("Share of rollouts is 1.0")
                .contains("--kappa: Proximal strength kappa is -3")
                .contains("Credit discount is 2")
                .contains("A batch of 0 jobs")
                .contains("--json: there is no folder");
    }

    @Test
    void aWorkloadThatIsNoneAndTwoStartsAreMessages() {
        var err = new StringWriter();
        int code = Metastep.commandLine()
                .setErr(new PrintWriter(err, true))
                .execute("learn", "--workload=cubic", "--cold-start", "--from=a@1");
        assertThat(code).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .contains("--workload: There is no task 'cubic'")
                .contains("--from and --cold-start: give one of them");
    }

    @Test
    void theViewTellsWhereTheLearnerStands() {
        var out = new ByteArrayOutputStream();
        var screen = new Screen(new PrintStream(out, true, StandardCharsets.UTF_8), OptionalInt.empty());
        var view = new LearnView(screen, "f", InstantSource.fixed(Instant.EPOCH));
        view.watch(() -> 12);
        assertThat(view.summary()).isEqualTo("waiting for the work");
        view.standsBy();
        view.works(progress(40, 7), false);
        view.stepped(new StepReport(41, 8, 16, 3, -0.5, true), progress(41, 7));
        view.released(
                new Release(Optional.empty(), List.of(), "Withheld: candidate of meta-step 41 withheld: too bad"));
        assertThat(view.summary())
                .isEqualTo("meta-step 41, f@7, 0.0 segments/s used, 0.0/s refused, lag 12, meta-loss -0.500");
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("Standing by: another learner of f is at work")
                .contains("Learning goes on from meta-step 40, f@7.")
                .contains("Withheld: candidate of meta-step 41 withheld: too bad");
    }

    private static LearnerProgress counted(long used, Map<String, Long> counters) {
        return new LearnerProgress(41, 7, 0, used, 0, new TreeMap<>(counters));
    }

    @Test
    void aLearnerThatStarvesSaysWhy() {
        var now = new AtomicReference<>(Instant.EPOCH);
        var out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        var view = new LearnView(new Screen(out, OptionalInt.empty()), "f", now::get);
        var lag = new AtomicLong();
        view.watch(lag::get);
        view.works(counted(100, Map.of("segments.refused.STALE_VERSION", 5L)), false);
        now.set(Instant.ofEpochSecond(29));
        assertThat(view.summary()).endsWith("meta-loss -");
        now.set(Instant.ofEpochSecond(31));
        assertThat(view.summary())
                .endsWith(
                        "; nothing to learn from for 31 s: no segments come; are there jobs that send losses and ask for f?");
        lag.set(9);
        assertThat(view.summary()).as("it is behind").endsWith("meta-loss -");
        view.stepped(
                new StepReport(41, 0, 0, 0, Double.NaN, false),
                counted(
                        100,
                        Map.of(
                                "segments.refused.STALE_VERSION", 25L,
                                "segments.foreign", 7L,
                                "segments.refused.KEY_MISMATCH", 1L)));
        assertThat(view.summary())
                .endsWith("; nothing to learn from for 31 s: 20 of versions that it has left behind (jobs that ask for"
                        + " f#latest send fresh ones), 7 of other families");
        view.stepped(new StepReport(42, 1, 1, 0, -0.5, true), counted(101, Map.of("segments.used", 101L)));
        assertThat(view.summary()).endsWith("meta-loss -0.500");
    }

    @Test
    void theReportHasStepsReleasesAndCounters() {
        var report = new LearnReport("f");
        report.works(progress(0, 1), true);
        report.stepped(new StepReport(1, 8, 16, 3, Double.NaN, true), progress(1, 1));
        report.released(new Release(Optional.empty(), List.of(), "bad"));
        assertThat(report.json(Duration.ofSeconds(2)))
                .containsEntry("metaSteps", 1L)
                .containsEntry("metaStepsTaken", 1L)
                .containsEntry("version", 1);
        assertThat(report.summary(Duration.ofSeconds(2)))
                .isEqualTo("Took 1 meta-steps in 2 s and published 0 versions; stands at meta-step 1, f@1.");
    }

    private static LearnerProgress progress(long metaSteps, int version) {
        return new LearnerProgress(metaSteps, version, 0, 100, 3, new TreeMap<>());
    }
}
