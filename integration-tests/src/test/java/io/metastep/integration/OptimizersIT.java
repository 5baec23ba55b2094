package io.metastep.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.integration.harness.Child;
import io.metastep.integration.harness.Children;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.ShippedOptimizers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Optimizers as things to look at and to carry around: each command a process of its own. */
class OptimizersIT {
    /** What the stable channel of universal names on a new cluster. */
    private final OptimizerFile shipped = ShippedOptimizers.all().stream()
            .filter(file -> file.family().equals("universal"))
            .max(Comparator.comparingInt(OptimizerFile::version))
            .orElseThrow();

    @RegisterExtension
    final Children children = new Children();

    @TempDir
    Path folder;

    @Test
    void whatTheApplicationPublishesIsListedAndComesBackFromNumpyBitForBit() throws IOException {
        Child broker = children.start("broker", "--port", "0");
        String servers = broker.awaitMatch("Kafka broker at (\\S+:\\d+)");
        run("topics", "create", "-b", servers, "--partitions", "1");
        children.start(
                        "serve",
                        "-b",
                        servers,
                        "--state-dir",
                        folder.resolve("state").toString())
                .awaitOutput("Running:");
        assertThat(run("optimizers", "list", "-b", servers).output())
                .containsPattern(shipped.reference() + " +stable +shipped, cluster ");
        String channel = shipped.family() + "#stable";
        assertThat(run("optimizers", "show", channel, "-b", servers).output())
                .contains(shipped.checksum(), "stable since ", ": shipped");
        Path npz = folder.resolve("stable.npz");
        run("optimizers", "export", channel, "-b", servers, "--out", npz.toString());
        Path file = folder.resolve("back.optimizer");
        assertThat(run("optimizers", "import", npz.toString(), "--out", file.toString())
                        .output())
                .contains("It is " + shipped.reference() + " as it was exported.");
        assertThat(file).hasBinaryContent(shipped.write());
    }

    @Test
    void withoutAClusterNoneIsAsked() {
        assertThat(run("optimizers", "list").output()).contains(shipped.reference());
        Child unreachable = children.start("optimizers", "list", "-b", "127.0.0.1:1");
        assertThat(unreachable.exitCode()).isEqualTo(3);
        assertThat(unreachable.output()).contains("No Kafka broker answers at 127.0.0.1:1");
    }

    private Child run(String... command) {
        Child child = children.start(command);
        assertThat(child.exitCode()).as(child.output()).isZero();
        return child;
    }
}
