package io.metastep.cli.metatraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.metastep.cli.CommandFailure;
import io.metastep.cli.Metastep;
import io.metastep.cli.Problems;
import io.metastep.metalearner.Budget;
import io.metastep.metalearner.Imitation;
import io.metastep.metalearner.MetaTrainingSettings;
import io.metastep.metalearner.Objective;
import io.metastep.metalearner.Response;
import io.metastep.optimizees.Task;
import io.metastep.optimizer.Feature;
import io.metastep.optimizer.LstmSpec;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.ShippedOptimizers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.CommandSpec;

class MetaTrainCommandTest {

    private static final String RECIPE = "--workload quadratic:problems=64/jobs=6/steps=20..120"
            + " --workload mlp:widths=20|10,activation=sigmoid,images=meta-training/jobs=3/steps=20..300/rescaling=3"
            + " --workload mlp:widths=20|10|16x16,activation=relu|relu|elu,images=meta-training/jobs=4/steps=20..200/rescaling=3"
            + " --workload mlp:pool=2,widths=20|10|12x12|16x16,activation=sigmoid|sigmoid|relu,images=meta-training"
            + "/jobs=3/steps=20..300/rescaling=3"
            + " --workload mlp:pool=2,widths=12x12|16x16,activation=sigmoid,images=meta-training/jobs=4/steps=60..160/rescaling=3"
            + " --workload mlp:widths=12x12|16x16,activation=sigmoid,images=meta-training/jobs=4/steps=60..160/rescaling=3"
            + " --workload mlp:widths=20|16x16,activation=sigmoid|relu,images=meta-training/jobs=1/steps=300..2000/rescaling=3"
            + " --validate quadratic:problems=1000/steps=100"
            + " --validate mlp:images=meta-training/steps=100,200,1000"
            + " --validate mlp:widths=16x16,images=meta-training/steps=100/seeds=2"
            + " --validate mlp:activation=relu,images=meta-training/steps=100,200/seeds=2"
            + " --meta-steps 900 --rate 0.003 --last-rate 0.0001 --averaging 0.98 --coordinates 800"
            + " --unroll 20 --tail 15 --discount 0.98 --response probed --objective log --imitate 0 --patience 0 --validate-every 100 --seed 2"
            + " --features log-and-sign,normalized-gradient,normalized-momentum"
            + " --hidden 20x20 --output bounded --scale 0.1 --nominal 0.1 --family universal --number 4";

    @Test
    void withoutOptionsItIsTheRecipeOfTheShippedOptimizer() {
        assertThat(settings())
                .usingRecursiveComparison()
                .ignoringFields("command")
                .withEqualsForType((one, other) -> one.name().equals(other.name()), Task.class)
                .isEqualTo(settings(RECIPE.split(" ")));
    }

    @Test
    void theShippedOptimizerWasLearnedLikeThat() {
        MetaTrainingSettings settings = settings();
        OptimizerFile shipped = ShippedOptimizers.all().stream()
                .filter(file -> file.reference().equals("universal@4"))
                .findFirst()
                .orElseThrow();
        Map<String, String> details = shipped.provenance().details();
        assertThat(shipped.spec()).isEqualTo(settings.spec());
        assertThat(shipped.provenance().seed()).isEqualTo(settings.seed());
        assertThat(details)
                .containsEntry("meta-rate", settings.firstRate() + " to " + settings.lastRate())
                .containsEntry("averaging", String.valueOf(settings.averaging()));
        assertThat(details.get("meta-steps"))
                .endsWith(" of " + settings.budget().told(0));
        for (int i = 0; i < settings.workloads().size(); i++) {
            assertThat(details)
                    .containsEntry(
                            "workload " + (i + 1),
                            settings.workloads().get(i).toString().replace("digits-mlp", "mnist-mlp"));
        }
    }

    @Test
    void oneOptionLeavesTheOthersAtTheirDefaults() {
        MetaTrainingSettings settings = settings("--rate", "0.01", "--workload", "quadratic/jobs=1");
        assertThat(settings.firstRate()).isEqualTo(0.01);
        assertThat(settings.lastRate()).isEqualTo(0.0001);
        assertThat(settings.workloads()).hasSize(1);
        assertThat(settings.validation()).hasSize(4);
    }

    @Test
    void thePOfLogAndSignIsAnOption() {
        var spec = (LstmSpec)
                settings("--features", "log-and-sign,identity", "--log-p", "5").spec();
        assertThat(spec.features()).containsExactly(new Feature.LogAndSign(5), new Feature.Identity());
    }

    @Test
    void theProvenanceHasTheOptionsThatMatterAndNoPathsOfResults() {
        assertThat(settings(
                                "--rate=0.01",
                                "--out",
                                "here/x.optimizer",
                                "--json=y.json",
                                "--threads",
                                "1",
                                "--snapshot=z.snapshot",
                                "--snapshot-every=7",
                                "--resume",
                                "--seed",
                                "3")
                        .command())
                .isEqualTo("metastep meta-train --rate 0.01 --seed 3");
    }

    @Test
    void theProvenancesCommandCanBePastedIntoAShell() {
        assertThat(settings(
                                "--workload",
                                "digits-mlp:activation=relu|elu/jobs=1",
                                "--validate=quadratic",
                                "--data",
                                "some/where",
                                "--imitate=5")
                        .command())
                .isEqualTo(
                        "metastep meta-train --workload 'digits-mlp:activation=relu|elu/jobs=1' --validate quadratic --data DIR --imitate 5");
    }

    @Test
    void minutesTakeThePlaceOfMetaSteps() {
        assertThat(settings("--minutes", "2.5").budget()).isEqualTo(new Budget.WallClock(Duration.ofSeconds(150)));
        assertThat(settings("--meta-steps", "7").budget()).isEqualTo(new Budget.MetaSteps(7));
    }

    @Test
    void objectiveResponseAndImitationAreOptions() {
        MetaTrainingSettings settings =
                settings("--objective", "sum", "--response", "probed", "--imitate", "9", "--imitate-rate", "0.02");
        assertThat(settings.response()).isEqualTo(Response.PROBED);
        assertThat(settings.credits().objective()).isEqualTo(Objective.SUM);
        assertThat(settings.imitation()).isEqualTo(new Imitation(9, 0.02f));
    }

    @Test
    void allThatIsWrongIsListed() {
        assertThatThrownBy(() -> settings("--workload", "foo", "--validate", "quadratic/stepz=3", "--discount", "7"))
                .isInstanceOfSatisfying(CommandFailure.class, e -> assertThat(e.problems())
                        .satisfiesExactly(
                                problem -> assertThat(problem).contains("--workload: There is no task 'foo'"),
                                problem -> assertThat(problem).contains("--validate: 'quadratic/stepz=3': expected"),
                                problem -> assertThat(problem).contains("--discount: ", "7.0", "0 to 1")));
    }

    @Test
    void theParentIsAShippedOptimizerOrAFileWhosePathIsNobodysBusiness(@TempDir Path folder) throws IOException {
        OptimizerFile shipped = ShippedOptimizers.all().get(0);
        Path file = Files.write(folder.resolve("mine.optimizer"), shipped.write());
        assertThat(settings("--parent", shipped.reference()).parent()).contains(shipped);
        assertThat(settings("--parent", shipped.reference()).command())
                .isEqualTo("metastep meta-train --parent " + shipped.reference());
        assertThat(settings("--parent", file.toString()).parent()).contains(shipped);
        assertThat(settings("--parent", file.toString()).command())
                .isEqualTo("metastep meta-train --parent mine.optimizer");
        assertThatThrownBy(() -> settings("--parent", "nobody@3"))
                .isInstanceOfSatisfying(CommandFailure.class, e -> assertThat(e.problems())
                        .singleElement()
                        .asString()
                        .startsWith("--parent: no optimizer 'nobody@3' is shipped"));
    }

    @Test
    void anOlderShippedOptimizerGoesOnFromTheOneBefore() {
        OptimizerFile second = ShippedOptimizers.all().stream()
                .filter(file -> file.reference().equals("universal@3"))
                .findFirst()
                .orElseThrow();
        assertThat(second.provenance().parent()).isEqualTo("universal@2");
        assertThat(second.provenance().command()).contains("--parent universal@2 ");
    }

    @Test
    void goingOnNeedsToKnowFromWhat() {
        assertThat(problems("--resume")).containsExactly("--resume: needs --snapshot FILE to know what to go on from");
    }

    @Test
    void aSnapshotIsNeverOverwrittenByAnotherTraining(@TempDir Path folder) throws IOException {
        Path snapshot = Files.createFile(folder.resolve("x.snapshot"));
        assertThat(problems("--snapshot", snapshot.toString()))
                .containsExactly("--snapshot: " + snapshot
                        + " is there already; add --resume to go on from it, or delete it to begin again");
        assertThat(problems("--snapshot", snapshot.toString(), "--resume")).isEmpty();
    }

    @Test
    void aSnapshotThatCannotBeWrittenIsFoundAtTheStart(@TempDir Path folder) {
        assertThat(problems("--snapshot", folder.toString(), "--snapshot-every", "0"))
                .hasSize(2)
                .anyMatch(problem -> problem.contains("is a folder"))
                .anyMatch(problem -> problem.startsWith("--snapshot-every: "));
    }

    private static List<String> problems(String... options) {
        Problems problems = new Problems();
        ((MetaTrainCommand) parsed(options).userObject()).snapshots(problems);
        return problems.isEmpty() ? List.of() : listed(problems);
    }

    private static List<String> listed(Problems problems) {
        return catchThrowableOfType(CommandFailure.class, problems::throwIfAny).problems();
    }

    @Test
    void helpShowsTheRecipeUnitsAndHowLongItTakes() {
        String help = parsed().commandLine().getUsageMessage();
        String unwrapped = help.replaceAll("\\s", "");
        Stream.of(RECIPE.split(" ")).filter(word -> word.contains("/")).forEach(plan -> assertThat(unwrapped)
                .contains(plan));
        assertThat(help)
                .contains("Usage: metastep meta-train [OPTIONS]", "minutes on 2 cores", "(default: 900)")
                .contains("Tasks to learn from:", "Learning:", "Kind of optimizer:", "Result:", "After a crash:")
                .doesNotContain("(?=");
    }

    private static MetaTrainingSettings settings(String... options) {
        MetaTrainCommand command = (MetaTrainCommand) parsed(options).userObject();
        return command.settings(new Problems());
    }

    private static CommandSpec parsed(String... options) {
        String[] arguments =
                Stream.concat(Stream.of("meta-train"), Arrays.stream(options)).toArray(String[]::new);
        return Metastep.commandLine().parseArgs(arguments).subcommand().commandSpec();
    }
}
