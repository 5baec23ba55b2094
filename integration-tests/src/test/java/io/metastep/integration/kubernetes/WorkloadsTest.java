package io.metastep.integration.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.metastep.cli.Metastep;
import io.metastep.schemas.Topics;
import io.metastep.streams.ApplicationSettings;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.ParseResult;

/** The pods beside the command line, the image and what the application needs. */
class WorkloadsTest {

    static List<Workload> all() {
        return Workload.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void theArgumentsAreThoseOfTheCommandLine(Workload workload) {
        ParseResult parsed =
                Metastep.commandLine().parseArgs(workload.arguments().toArray(String[]::new));
        assertThat(parsed.subcommand().commandSpec().name())
                .isEqualTo(workload.container().getName());
        assertThat(parsed.errors()).isEmpty();
        assertThat(parsed.subcommand().errors()).isEmpty();
    }

    @Test
    void whatTheCommandLineDoesNotKnowIsFound() {
        ParseResult parsed = Metastep.commandLine().parseArgs("serve", "--replicas=1");
        assertThat(parsed.subcommand().errors()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("all")
    void topicsAndApplicationAreTheTenants(Workload workload) {
        assertThat(workload.option("--prefix")).isEqualTo(Topics.DEFAULT_PREFIX);
        assertThat(Workload.application().option("--application-id")).isEqualTo(Topics.DEFAULT_PREFIX);
    }

    @ParameterizedTest
    @MethodSource("all")
    void nothingRunsAsRootOrWritesWhereItShouldNot(Workload workload) throws IOException {
        PodSecurityContext pod = workload.pods().getSpec().getSecurityContext();
        assertThat(pod.getRunAsNonRoot()).isTrue();
        assertThat(Files.readString(Path.of("..", "deploy", "Dockerfile")))
                .contains("ARG USER_ID=" + pod.getRunAsUser() + "\n");
        SecurityContext container = workload.container().getSecurityContext();
        assertThat(container.getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getCapabilities().getDrop()).containsExactly("ALL");
    }

    @Test
    void theVolumeOfTheStateIsWhereTheStateIsWritten() {
        StatefulSet set = Manifests.one(StatefulSet.class, "base/application.yaml");
        String claim =
                set.getSpec().getVolumeClaimTemplates().get(0).getMetadata().getName();
        assertThat(Workload.application().option("--state-dir")).startsWith(mount(set, claim) + "/");
        assertThat(set.getSpec().getTemplate().getSpec().getSecurityContext().getFsGroup())
                .isEqualTo(set.getSpec()
                        .getTemplate()
                        .getSpec()
                        .getSecurityContext()
                        .getRunAsUser());
    }

    private static String mount(StatefulSet set, String volume) {
        return set.getSpec().getTemplate().getSpec().getContainers().get(0).getVolumeMounts().stream()
                .filter(each -> each.getName().equals(volume))
                .map(VolumeMount::getMountPath)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyMountHasAVolume(Workload workload) {
        PodSpec pod = workload.pods().getSpec();
        Stream<String> claims = workload.name().equals(Workload.application().name())
                ? Manifests.one(StatefulSet.class, "base/application.yaml").getSpec().getVolumeClaimTemplates().stream()
                        .map(claim -> claim.getMetadata().getName())
                : Stream.empty();
        List<String> volumes = Stream.concat(pod.getVolumes().stream().map(Volume::getName), claims)
                .toList();
        assertThat(workload.container().getVolumeMounts())
                .extracting(VolumeMount::getName)
                .containsExactlyInAnyOrderElementsOf(volumes);
    }

    @ParameterizedTest
    @MethodSource("all")
    void thePasswordIsThatOfTheUserInItsRole(Workload workload) {
        String role = workload.equals(Workload.application()) ? "application" : "learner";
        String secret = workload.pods().getSpec().getVolumes().stream()
                .filter(volume -> volume.getName().equals("user"))
                .map(volume -> volume.getSecret().getSecretName())
                .findFirst()
                .orElseThrow();
        assertThat(secret).isEqualTo(Topics.DEFAULT_PREFIX + "-" + role);
        assertThat(Manifests.all(KafkaUser.class, Manifests.text("base/users.yaml")))
                .extracting(user -> user.getMetadata().getName())
                .contains(secret);
    }

    @Test
    void aPodThatEndsHasTheTimeToDrain() {
        ApplicationSettings defaults =
                ApplicationSettings.builder("localhost:9092").build();
        assertThat(Workload.application().pods().getSpec().getTerminationGracePeriodSeconds())
                .isGreaterThanOrEqualTo(defaults.closeTimeout().toSeconds() + 10);
    }

    @Test
    void selectorsSelectThePods() {
        StatefulSet set = Manifests.one(StatefulSet.class, "base/application.yaml");
        Map<String, String> application =
                set.getSpec().getTemplate().getMetadata().getLabels();
        Deployment deployment = Manifests.one(Deployment.class, "base/learner.yaml");
        Map<String, String> learner =
                deployment.getSpec().getTemplate().getMetadata().getLabels();
        Service service = Manifests.one(Service.class, "base/application.yaml");

        assertThat(set.getSpec().getServiceName())
                .isEqualTo(service.getMetadata().getName());
        assertThat(service.getSpec().getClusterIP()).isEqualTo("None");
        assertSelects(application, service.getSpec().getSelector(), learner);
        assertSelects(application, set.getSpec().getSelector(), learner);
        assertSelects(application, budget("base/application.yaml"), learner);
        assertSelects(learner, deployment.getSpec().getSelector(), application);
        assertSelects(learner, budget("base/learner.yaml"), application);
        Map<String, String> policed = Manifests.one(NetworkPolicy.class, "base/network-policies.yaml")
                .getSpec()
                .getPodSelector()
                .getMatchLabels();
        assertThat(application).containsAllEntriesOf(policed);
        assertThat(learner).containsAllEntriesOf(policed);
        List<PodMonitor> monitors = Manifests.all(PodMonitor.class, Manifests.text("examples/pod-monitor.yaml"));
        assertThat(monitors).hasSize(2);
        assertSelects(application, monitors.get(0).getSpec().getSelector(), learner);
        assertSelects(learner, monitors.get(1).getSpec().getSelector(), application);
    }

    private static LabelSelector budget(String file) {
        return Manifests.one(PodDisruptionBudget.class, file).getSpec().getSelector();
    }

    private static void assertSelects(Map<String, String> pods, LabelSelector selector, Map<String, String> others) {
        assertSelects(pods, selector.getMatchLabels(), others);
    }

    private static void assertSelects(
            Map<String, String> pods, Map<String, String> labels, Map<String, String> others) {
        assertThat(pods).containsAllEntriesOf(labels);
        assertThat(others.entrySet()).doesNotContainSequence(labels.entrySet());
        assertThat(others.entrySet().containsAll(labels.entrySet())).isFalse();
    }
}
