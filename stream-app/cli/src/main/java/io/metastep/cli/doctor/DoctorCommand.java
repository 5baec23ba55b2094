package io.metastep.cli.doctor;

import io.metastep.cli.CommandFailure;
import io.metastep.cli.ExitCode;
import io.metastep.cli.Json;
import io.metastep.cli.Problems;
import io.metastep.cli.cluster.ClusterOptions;
import io.metastep.cli.cluster.ClusterSettings;
import io.metastep.cli.cluster.TopicReport;
import io.metastep.cli.doctor.Finding.Grade;
import io.metastep.cli.serve.Application;
import io.metastep.cli.terminal.Screen;
import io.metastep.client.StatusReader;
import io.metastep.streams.ApplicationSettings;
import io.metastep.streams.Checkup;
import io.metastep.streams.StartupException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code metastep doctor}: what is wrong, and what to do about it, in plain words. */
@Command(
        name = "doctor",
        description = {
            "Look at this machine, the cluster, its topics, these credentials and the instances, and say what to mend."
                    + " Changes nothing.",
            "Exit code 0: nothing is wrong, whatever may be better; 1: something is."
        },
        mixinStandardHelpOptions = true)
public final class DoctorCommand implements Callable<Integer> {

    @ArgGroup(validate = false, heading = ClusterOptions.HEADING)
    private ClusterOptions options = new ClusterOptions();

    @Mixin
    private Json json = new Json();

    private final InstantSource clock = InstantSource.system();

    @Override
    public Integer call() {
        Problems problems = new Problems();
        ClusterSettings cluster = options.settings(problems);
        json.check(problems);
        problems.throwIfAny();
        List<Finding> found = new ArrayList<>(MachineCheck.run());
        print(found, json.screen());
        List<Finding> there = inTheCluster(cluster.requireReachable());
        print(there, json.screen());
        found.addAll(there);
        return conclude(found);
    }

    private List<Finding> inTheCluster(ClusterSettings cluster) {
        List<Finding> found = new ArrayList<>();
        try (Admin admin = cluster.admin()) {
            found.addAll(ClusterCheck.run(admin));
            ApplicationSettings application = Application.builder(cluster).build();
            Checkup checkup = Checkup.of(application);
            checkup.problems().forEach(problem -> found.add(Finding.wrong("topics", problem)));
            checkup.warnings().forEach(warning -> found.add(Finding.note("topics", warning)));
            if (checkup.partitions() > 0) {
                found.addAll(topics(admin, cluster));
                found.addAll(PermissionCheck.run(admin, cluster.topics()));
                found.addAll(TransactionCheck.run(admin, cluster.topics().names(), application.applicationId() + "-"));
                found.addAll(fleet(cluster));
            }
            return found;
        } catch (StartupException e) {
            throw Application.failure(e);
        } catch (KafkaException e) {
            throw CommandFailure.failed("The cluster does not answer everything: " + e.getMessage());
        }
    }

    private static List<Finding> topics(Admin admin, ClusterSettings cluster) {
        List<Finding> found = new ArrayList<>();
        for (TopicReport report : TopicReport.all(admin, cluster.topics())) {
            report.deviations()
                    .forEach(deviation -> found.add(Finding.note("topics", report.name() + ": " + deviation)));
        }
        if (found.isEmpty()) {
            found.add(Finding.good("topics", "all there, as the contract has them"));
        }
        return found;
    }

    private List<Finding> fleet(ClusterSettings cluster) {
        try (StatusReader reader = StatusReader.open(cluster.client())) {
            reader.readToEnd();
            return FleetCheck.run(reader.board(), clock.millis());
        }
    }

    private static void print(List<Finding> found, Screen screen) {
        for (Finding finding : found) {
            String mark =
                    switch (finding.grade()) {
                        case GOOD -> "  ok   ";
                        case NOTE -> " note  ";
                        case WRONG -> screen.bold(" WRONG ");
                    };
            screen.line(mark + finding.about() + ": " + finding.text());
        }
    }

    private int conclude(List<Finding> found) {
        long wrong = found.stream().filter(one -> one.grade() == Grade.WRONG).count();
        json.screen()
                .line(
                        wrong == 0
                                ? "Nothing is wrong."
                                : wrong == 1 ? "One thing is wrong." : wrong + " things are wrong.");
        json.write(Map.of("findings", found));
        return wrong == 0 ? ExitCode.OK : ExitCode.FAILURE;
    }
}
