package io.metastep.cli.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rights as a shell script of Kafka's own tools. */
record AclScript(String bootstrapServers, Optional<Path> config) {

    List<String> lines(Entitlement entitlement) {
        List<String> lines = new ArrayList<>();
        lines.add("# " + entitlement.role() + ": " + entitlement.principal());
        entitlement
                .grants()
                .forEach(grant -> lines.add(tool("kafka-acls.sh") + " " + grant.arguments(entitlement.principal())));
        return lines;
    }

    String line(ProduceQuota quota) {
        return tool("kafka-configs.sh")
                + " --alter --entity-type users --entity-name '%s' --add-config %s=%d"
                        .formatted(quota.user(), ProduceQuota.KEY, quota.bytesPerSecond());
    }

    private String tool(String name) {
        return name + " --bootstrap-server " + bootstrapServers
                + config.map(file -> " --command-config '" + file + "'").orElse("");
    }
}
