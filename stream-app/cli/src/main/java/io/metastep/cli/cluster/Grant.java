package io.metastep.cli.cluster;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.SecurityUtils;

/** Operations that somebody may do with a resource, from any host. */
public record Grant(ResourcePattern resource, List<AclOperation> operations) {
    private static final String ANY_HOST = "*";

    public Grant {
        operations = List.copyOf(operations);
    }

    /** One for each operation. */
    public List<AclBinding> bindings(String principal) {
        return operations.stream()
                .map(operation -> new AclBinding(
                        resource, new AccessControlEntry(principal, ANY_HOST, operation, AclPermissionType.ALLOW)))
                .toList();
    }

    /** What follows {@code kafka-acls.sh --bootstrap-server HOST:PORT}, each value in quotes. */
    String arguments(String principal) {
        Stream<String> words = Stream.of(
                        Stream.of("--add --allow-principal '" + principal + "'"),
                        operations.stream().map(operation -> "--operation " + SecurityUtils.operationName(operation)),
                        Stream.of(option(resource.resourceType()) + " '" + resource.name() + "'"),
                        Stream.of("--resource-pattern-type prefixed")
                                .filter(word -> resource.patternType() == PatternType.PREFIXED))
                .flatMap(part -> part);
        return String.join(" ", words.toList());
    }

    private static String option(ResourceType type) {
        return "--"
                + SecurityUtils.resourceTypeName(type)
                        .replaceAll("(?<=.)(?=[A-Z])", "-")
                        .toLowerCase(Locale.ROOT);
    }
}
