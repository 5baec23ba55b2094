package io.metastep.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.metastep.integration.harness.Child;
import io.metastep.integration.harness.Children;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands as a person runs them: each a process of its own, judged by what it prints, writes and returns. */
class CommandLineIT {
    private static final String NOBODY = "127.0.0.1:1";

    @RegisterExtension
    final Children children = new Children();

    @TempDir
    Path folder;

    @Test
    void brokerTopicsServeAndTrainWorkTogetherAsSeparateProcesses() throws IOException {
        Child broker = children.start("broker", "--port", "0");
        String servers = broker.awaitMatch("Kafka broker at (\\S+:\\d+)");
        Path logs = Path.of(broker.awaitMatch("logs in (\\S+) \\(temporary\\)"));
        Child early = children.start("doctor", "-b", servers);
        assertThat(early.exitCode()).isEqualTo(1);
        assertThat(early.output()).contains("WRONG topics: Topic metastep.gradients.v1 does not exist; create it with");
        Child topics = children.start("topics", "create", "-b", servers, "--partitions", "2");
        assertThat(topics.exitCode()).isZero();
        assertThat(topics.output()).contains("metastep.gradients.v1", "metastep.rejected.v1", "created");
        Child again = children.start("topics", "create", "-b", servers, "--partitions", "3");
        assertThat(again.exitCode()).isZero();
        assertThat(again.output()).contains("metastep.gradients.v1 exists with 2 partitions, not 3");
        Child serve = children.start(
                "serve", "-b", servers, "--state-dir", folder.resolve("state").toString());
        serve.awaitOutput("Running:");
        Child healthy = children.start("doctor", "-b", servers);
        assertThat(healthy.exitCode()).as(healthy::report).isZero();
        assertThat(healthy.output())
                .containsPattern("ok +instance \\S+: running, ")
                .contains("Nothing is wrong.");
        Path report = folder.resolve("train.json");
        Child train = children.start("train", "quadratic", "-b", servers, "--steps", "30", "--json", report.toString());
        assertThat(train.exitCode()).isZero();
        JsonNode result = json(report);
        assertThat(result.get("updatesApplied").asLong())
                .isPositive()
                .isEqualTo(result.get("updatesExpected").asLong());
        assertThat(result.get("finalLoss").asDouble())
                .isLessThan(result.get("initialLoss").asDouble());
        assertSeen(servers, result.get("jobId").asText());
        Child wide = children.start("train", "quadratic", "-b", servers, "--spread", "3");
        assertThat(wide.exitCode()).isEqualTo(2);
        assertThat(wide.output()).contains("--spread: must be 1 to 2, got 3").doesNotContain("Exception");
        Child nowhere = children.start("train", "quadratic", "-b", servers, "--optimizer-of", "dense*=paper");
        assertThat(nowhere.exitCode()).isEqualTo(2);
        assertThat(nowhere.output()).contains("no tensor dense*", "its tensors are theta");
        assertTwoFamiliesInOneJob(servers);
        assertALookBeforeTheLeap(servers);
        assertThat(serve.isAlive()).isTrue();
        assertThat(serve.terminate()).isEqualTo(Child.SIGTERM);
        assertThat(logs).isDirectory();
        assertThat(broker.terminate()).isEqualTo(Child.SIGTERM);
        assertThat(logs).doesNotExist();
    }

    private void assertSeen(String servers, String jobId) throws IOException {
        Child follow = children.start("watch", "-b", servers, "--json", "--job", jobId);
        follow.awaitMatch("(\"step\" ?: ?29\\b)");
        assertThat(follow.terminate()).isEqualTo(Child.SIGTERM);
        Child watch = children.start("watch", "-b", servers, "--once", "--json", "--job", jobId);
        assertThat(watch.exitCode()).isZero();
        String output = watch.output();
        JsonNode seen = JsonMapper.builder().build().readTree(output.substring(output.indexOf('{')));
        assertThat(seen.at("/jobs/0/job").asText()).isEqualTo(jobId);
        assertThat(seen.at("/jobs/0/step").asLong()).isEqualTo(29);
        assertThat(seen.at("/instances/0/state").asText()).isEqualTo("running");
        Child nobody = children.start("watch", "-b", servers, "--once", "--job", "nobody");
        assertThat(nobody.exitCode()).isEqualTo(1);
        assertThat(nobody.output()).contains("Nothing is known of a job nobody.");
    }

    private void assertTwoFamiliesInOneJob(String servers) throws IOException {
        Path report = folder.resolve("families.json");
        Child train = children.start(
                "train",
                "digits-mlp",
                "-b",
                servers,
                "--steps",
                "5",
                "--optimizer-of",
                "*/biases=paper@1",
                "--json",
                report.toString());
        assertThat(train.exitCode()).isZero();
        assertThat(train.output()).contains("paper@1: dense1/biases, dense2/biases");
        JsonNode optimizers = json(report).get("optimizers");
        assertThat(optimizers.get("dense1/weights").asText()).startsWith("universal@");
        assertThat(optimizers.get("dense2/biases").asText()).isEqualTo("paper@1");
    }

    private void assertALookBeforeTheLeap(String servers) throws IOException {
        Path report = folder.resolve("shadowed.json");
        Child train = children.start(
                "train",
                "quadratic",
                "-b",
                servers,
                "--steps",
                "60",
                "--job-id",
                "looker",
                "--shadow",
                "adam:0.1",
                "--json",
                report.toString());
        assertThat(train.exitCode()).isZero();
        assertThat(train.output()).contains("Adam, rate 0.1", "universal@", "A look, not a forecast");
        JsonNode job = json(report).get("job");
        assertThat(job.get("finalLoss").asDouble())
                .isLessThan(job.get("initialLoss").asDouble());
        Path looked = folder.resolve("shadow.json");
        Child shadow = children.start("shadow", "looker", "-b", servers, "--json", looked.toString());
        assertThat(shadow.exitCode()).isZero();
        assertThat(shadow.output()).contains("cosine", "universal@", "A look, not a forecast");
        assertThat(json(looked)).isEqualTo(json(report).get("shadow").get(0));
        assertThat(json(looked).get("steps").asInt()).isEqualTo(59);
        Child nobody = children.start("shadow", "nobody", "-b", servers);
        assertThat(nobody.exitCode()).isEqualTo(2);
        assertThat(nobody.output()).contains("Nothing was compared for a job 'nobody'");
    }

    @Test
    void aWrongConfigurationListsAllItsProblemsAndExitsWithTwo() {
        Child serve = children.start(
                "serve",
                "--threads",
                "0",
                "--commit-interval",
                "-5",
                "--application-id",
                "no spaces please",
                "--prefix",
                "???",
                "--bootstrap-servers",
                "nowhere",
                "--config",
                folder.resolve("missing.properties").toString());
        assertThat(serve.exitCode()).isEqualTo(2);
        assertThat(serve.output())
                .contains("--threads is 0, expected 1 to 256")
                .contains("--commit-interval is -5 ms, expected 1 ms to 10 s")
                .contains("--application-id is 'no spaces please'")
                .contains("???")
                .contains("'nowhere' is not HOST:PORT")
                .contains("missing.properties")
                .doesNotContain("\tat ");
    }

    @Test
    void wrongOptionsAreAllReportedWithAHint() {
        Child train = children.start("train", "quadratic", "--stepz", "5", "--seed", "x", "--encoding", "FLOAT8");
        assertThat(train.exitCode()).isEqualTo(2);
        assertThat(train.output())
                .contains("--stepz")
                .contains("--steps")
                .contains("--seed")
                .contains("--encoding")
                .doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"topics create", "topics describe", "serve", "learn", "train quadratic", "train mlp"})
    void noBrokerIsAMessageWithinTenSeconds(String command) {
        long start = System.nanoTime();
        Child child = children.start((command + " -b " + NOBODY).split(" "));
        assertThat(child.exitCode()).isEqualTo(3);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        assertThat(child.output())
                .contains(NOBODY)
                .containsIgnoringCase("broker")
                .doesNotContain("\tat ");
    }

    @Test
    void withoutTopicsServeAndTrainNameAllThatAreMissingAndTheCommandThatCreatesThem() {
        Child broker = children.start("broker", "--port", "0");
        String servers = broker.awaitMatch("Kafka broker at (\\S+:\\d+)");
        Child serve = children.start("serve", "-b", servers, "--state-dir", folder.toString());
        assertThat(serve.exitCode()).isEqualTo(2);
        assertThat(serve.output())
                .contains("metastep.gradients.v1", "metastep.updates.v1", "metastep topics create")
                .doesNotContain("\tat ");
        Child train = children.start("train", "quadratic", "-b", servers);
        assertThat(train.exitCode()).isEqualTo(2);
        assertThat(train.output())
                .contains("metastep.gradients.v1, metastep.losses.v1, metastep.updates.v1", "metastep topics create")
                .doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoeverSpeaksNoKafkaToTheBrokerLeavesStackTracesOnlyIfAskedFor(boolean verbose) throws IOException {
        Child broker = verbose
                ? children.start("--verbose", "broker", "--port", "0")
                : children.start("broker", "--port", "0");
        String servers = broker.awaitMatch("Kafka broker at (\\S+:\\d+)");
        int port = Integer.parseInt(servers.substring(servers.indexOf(':') + 1));
        say(port, "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        broker.awaitOutput("InvalidReceiveException");
        byte[] requestOfUnknownKind = {0, 0, 0, 10, 3, (byte) 0xe7, 0, 0, 0, 0, 0, 1, 0, 0};
        say(port, requestOfUnknownKind);
        broker.awaitOutput("InvalidRequestException");
        assertThat(children.start("topics", "create", "-b", servers).exitCode()).isZero();
        assertThat(broker.output().contains("\tat ")).isEqualTo(verbose);
    }

    /** Sends the bytes and waits until the broker hangs up. */
    private static void say(int port, byte[] bytes) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(bytes);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void theDemoAppliesEveryUpdateOnceAndReportsItAsJson() throws IOException {
        Path report = folder.resolve("demo.json");
        Child demo = children.start("demo", "--jobs", "6", "--steps", "12", "--json", report.toString());
        assertThat(demo.exitCode()).isZero();
        JsonNode result = json(report);
        assertThat(result.get("rejected").asLong()).isZero();
        assertThat(result.get("elapsedSeconds").asDouble()).isPositive();
        assertThat(result.get("jobs")).hasSize(6).allSatisfy(CommandLineIT::assertComplete);
    }

    @Test
    void theDemoOfAColdStartEndsByItselfAfterItsGenerations() throws IOException {
        Path report = folder.resolve("cold-start.json");
        Path plots = folder.resolve("plots");
        Child demo = children.start(
                "demo",
                "--cold-start",
                "--workload",
                "QUADRATICS",
                "--jobs",
                "4",
                "--steps",
                "20",
                "--generations",
                "3",
                "--out",
                plots.toString(),
                "--json",
                report.toString());
        assertThat(demo.exitCode()).isZero();
        JsonNode result = json(report);
        assertThat(result.get("generations")).hasSize(3).allSatisfy(CommandLineIT::assertLearned);
        assertThat(result.at("/generations/0/oldestVersion").asInt()).isEqualTo(1);
        assertThat(result.at("/generations/0/newestVersion").asInt()).isEqualTo(1);
        JsonNode start = result.at("/generations/0/outcomes/0");
        assertThat(start.get("loss").asDouble())
                .as("updates are zero at first")
                .isEqualTo(start.get("initialLoss").asDouble());
        assertThat(result.get("jobs").asInt()).isEqualTo(24);
        assertThat(result.get("updatesApplied").asLong())
                .isPositive()
                .isEqualTo(result.get("updatesExpected").asLong());
        assertThat(result.get("rejected").asLong()).isZero();
        assertThat(plots.resolve("quadratic.png")).isNotEmptyFile();
        assertThat(ProcessHandle.of(demo.pid())).isEmpty();
    }

    private static void assertLearned(JsonNode generation) {
        JsonNode outcome = generation.at("/outcomes/0");
        assertThat(outcome.get("task").asText()).isEqualTo("quadratic");
        assertThat(outcome.get("jobs").asInt()).isEqualTo(8);
        assertThat(outcome.get("loss").isNumber()).isTrue();
        assertThat(outcome.get("baselines").fieldNames()).toIterable().containsExactly("sgd", "nesterov", "adam");
        assertThat(outcome.get("ratio").asDouble()).isPositive();
        assertThat(generation.get("newestVersion").asInt())
                .isGreaterThanOrEqualTo(generation.get("oldestVersion").asInt());
    }

    private static void assertComplete(JsonNode job) {
        assertThat(job.get("jobId").asText()).isNotBlank();
        assertThat(job.get("task").asText()).isNotBlank();
        assertThat(job.get("optimizer").asText()).matches("[a-z0-9._-]+@[1-9][0-9]*");
        assertThat(job.get("steps").asInt()).isEqualTo(12);
        assertThat(job.get("initialLoss").isNumber()).isTrue();
        assertThat(job.get("finalLoss").isNumber()).isTrue();
        assertThat(job.get("baselines").fieldNames()).toIterable().containsExactly("sgd", "nesterov", "adam");
        assertThat(job.get("updatesExpected").asLong())
                .isPositive()
                .isEqualTo(job.get("updatesApplied").asLong());
        JsonNode latency = job.get("stepLatencyMillis");
        assertThat(latency.get("p99").asDouble())
                .isGreaterThanOrEqualTo(latency.get("p50").asDouble());
    }

    private static JsonNode json(Path file) throws IOException {
        return JsonMapper.builder().build().readTree(Files.readString(file));
    }
}
