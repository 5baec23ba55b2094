package io.metastep.cli.optimizers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.metastep.cli.ExitCode;
import io.metastep.cli.terminal.Screen;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.Provenance;
import io.metastep.optimizer.ShippedOptimizers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListAndShowTest {

    private static final int FORMAT_AT = "METASTEP".length();

    @TempDir
    Path folder = Path.of("");

    @Test
    void listNamesAllThatIsShipped() throws IOException {
        Path json = folder.resolve("list.json");
        assertThat(CommandRun.of("list", "--json", json.toString())).isEqualTo(new CommandRun(ExitCode.OK, ""));
        assertThat(read(json).get("optimizers").findValuesAsText("reference"))
                .containsExactlyInAnyOrderElementsOf(ShippedOptimizers.all().stream()
                        .map(OptimizerFile::reference)
                        .toList());
    }

    @Test
    void aRowSaysInShortWhatAnOptimizerIs() {
        assertThat(new OptimizerTable(false)
                        .lines(List.of(found(Samples.lstm("mine", 2))))
                        .get(2))
                .containsSubsequence(
                        "mine@2",
                        Samples.LSTM.parameterCount() + "",
                        "log-and-sign, identity",
                        "3x2",
                        "bounded 0.1, nominal 0.2",
                        "digits-mlp (2 kinds), quadratic",
                        "2026-01-02");
        assertThat(new OptimizerTable(false)
                        .lines(List.of(found(Samples.adam("adam", 1))))
                        .get(2))
                .containsSubsequence("adam@1", "0", "Adam, rate 0.01");
        assertThat(new OptimizerTable(false)
                        .lines(List.of(found(Samples.rate("sgd", 1))))
                        .get(2))
                .containsSubsequence("sgd@1", "1", "-rate g");
    }

    @Test
    void showTellsEverything() {
        String page = page(Samples.lstm("mine", 2));
        assertThat(page)
                .contains("log-and-sign, identity (3 inputs)", "u = -0.1 tanh(y + 0.2 m/√v)")
                .contains("13 floats per coordinate")
                .contains(Samples.lstm("mine", 2).checksum())
                .contains("2026-01-02T03:04:05.000000006Z by metastep 0.1.0")
                .contains("metastep meta-train --seed 7", "paper@1")
                .containsSubsequence("has seen", "2 x digits-mlp,", "4 x digits-mlp:activation=relu", "1 x quadratic")
                .contains("validation        digits-mlp at 200: 0.18", "workload of mine  a lot")
                .containsSubsequence("layer1.W", "[12, 3]", "36", "layer2.U", "[8, 2]", "output.b");
        assertThat(page(Samples.adam("adam", 1)))
                .contains("hand-designed", "Adam, rate 0.01")
                .doesNotContain("Parameters");
    }

    @Test
    void theJsonOfShowIsTheHeaderOfTheFileAndMore() throws IOException {
        OptimizerFile file = Samples.lstm("mine", 2);
        Path stored = Files.write(folder.resolve("mine.optimizer"), file.write());
        Path json = folder.resolve("show.json");
        assertThat(CommandRun.of("show", stored.toString(), "--json", json.toString()))
                .isEqualTo(new CommandRun(ExitCode.OK, ""));
        JsonNode shown = read(json);
        assertThat(shown.get("checksum").asText()).isEqualTo(file.checksum());
        assertThat(shown.get("parameters").asInt()).isEqualTo(file.parameters().size());
        assertThat(shown.get("places").get(0).asText()).isEqualTo("file " + stored);
        assertThat(shown.get("arrays").get(0)).isEqualTo(tree("{\"name\":\"layer1.W\",\"shape\":[12,3]}"));
        assertThat(tree(file.header().toJson()).properties())
                .hasSize(4)
                .allSatisfy(field -> assertThat(shown.get(field.getKey())).isEqualTo(field.getValue()));
    }

    @Test
    void whatSomebodyWroteIntoAFileCannotSteerTheTerminal() {
        OptimizerFile plain = Samples.lstm("mine", 1);
        Provenance hostile = new Provenance(
                "me",
                "a\nb",
                Instant.EPOCH,
                1,
                "\u001b[2J",
                Map.of("seen", "\u001b]0;x\u0007 tasks", "k\u009b1m", "v"));
        OptimizerFile file = new OptimizerFile("mine", 1, plain.spec(), plain.parameters(), hostile);
        String list = String.join("\n", new OptimizerTable(false).lines(List.of(found(file))));
        assertThat(page(file) + list)
                .doesNotContain("\u001b", "\u0007", "\u009b", "a\nb")
                .contains(" tasks");
    }

    @Test
    void filesThatAreNoOptimizersAreRefusedWithTheReason() throws IOException {
        byte[] good = Samples.lstm("mine", 1).write();
        byte[] corrupt = good.clone();
        corrupt[corrupt.length / 2] ^= 1;
        byte[] future = good.clone();
        future[FORMAT_AT] = 7;
        refused("corrupt", corrupt, "it is damaged, fetch it again");
        refused("truncated", Arrays.copyOf(good, good.length - 5), "truncated or damaged");
        refused("foreign", "PK\u0003\u0004 something".getBytes(StandardCharsets.UTF_8), "Not an optimizer file");
        refused("empty", new byte[0], "Not an optimizer file: 0 bytes");
        refused("future", future, "format 7, this program reads format 1; use a later version of Metastep");
    }

    private void refused(String name, byte[] bytes, String reason) throws IOException {
        Path file = Files.write(folder.resolve(name), bytes);
        CommandRun run = CommandRun.of("show", file.toString());
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.errors())
                .startsWith("cannot read " + file)
                .contains(reason)
                .hasLineCount(1);
    }

    @Test
    void whatIsNotThereAndChannelsWithoutAClusterAreRefused() {
        assertThat(CommandRun.of("show", "nobody@3").errors())
                .contains("no optimizer 'nobody@3' is shipped", "universal@3");
        assertThat(CommandRun.of("show", "universal#stable"))
                .isEqualTo(new CommandRun(
                        ExitCode.USAGE,
                        "'universal#stable' is a channel, and channels are on a cluster: name it with"
                                + " --bootstrap-servers" + System.lineSeparator()));
        assertThat(CommandRun.of("show").errors()).contains("REF");
    }

    @Test
    void allWrongOptionsAreListedAtOnce() {
        CommandRun run = CommandRun.of("list", "-b", "nowhere", "--prefix", "a/b", "--json", "no/such/file");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.errors()).contains("'nowhere' is not HOST:PORT", "--prefix", "--json: there is no folder");
    }

    private static Found found(OptimizerFile file) {
        return new Found(file, List.of(Found.SHIPPED), List.of());
    }

    private static String page(OptimizerFile file) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Screen screen = new Screen(new PrintStream(out, true, StandardCharsets.UTF_8), OptionalInt.empty());
        new OptimizerPage(found(file)).print(screen);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static JsonNode read(Path file) throws IOException {
        return tree(Files.readString(file));
    }

    private static JsonNode tree(String json) throws IOException {
        return JsonMapper.builder().build().readTree(json);
    }
}
