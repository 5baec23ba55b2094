package io.metastep.integration.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The pods of a controller, each with one container that runs a verb. */
record Workload(String name, PodTemplateSpec pods) {
    private static final Pattern HEAP = Pattern.compile("-Xmx(\\d+)([mg])");

    static Workload application() {
        StatefulSet set = Manifests.one(StatefulSet.class, "base/application.yaml");
        return new Workload(set.getMetadata().getName(), set.getSpec().getTemplate());
    }

    static Workload learner() {
        Deployment deployment = Manifests.one(Deployment.class, "base/learner.yaml");
        return new Workload(
                deployment.getMetadata().getName(), deployment.getSpec().getTemplate());
    }

    static List<Workload> all() {
        return List.of(application(), learner());
    }

    Container container() {
        List<Container> containers = pods.getSpec().getContainers();
        if (containers.size() != 1) {
            throw new IllegalArgumentException(name + " has " + containers.size() + " containers, expected one");
        }
        return containers.get(0);
    }

    /** As the container gets them. */
    List<String> arguments() {
        return container().getArgs().stream()
                .map(argument -> argument.replace("$(POD_NAME)", name + "-0"))
                .toList();
    }

    /** The value of {@code --NAME=VALUE}. */
    String option(String option) {
        return arguments().stream()
                .filter(argument -> argument.startsWith(option + "="))
                .map(argument -> argument.substring(option.length() + 1))
                .findFirst()
                .orElseThrow();
    }

    String variable(String variable) {
        return container().getEnv().stream()
                .filter(each -> each.getName().equals(variable))
                .map(EnvVar::getValue)
                .findFirst()
                .orElseThrow();
    }

    /** Of the JVM. */
    long heapMebibytes() {
        Matcher heap = HEAP.matcher(variable("METASTEP_JAVA_OPTS"));
        if (!heap.find()) {
            throw new IllegalArgumentException("No -Xmx in METASTEP_JAVA_OPTS of " + name);
        }
        return Long.parseLong(heap.group(1)) << (heap.group(2).equals("g") ? 10 : 0);
    }

    /** Of the container. */
    long limitMebibytes() {
        Quantity limit =
                Objects.requireNonNull(container().getResources().getLimits().get("memory"));
        return Quantity.getAmountInBytes(limit).longValueExact() >> 20;
    }
}
