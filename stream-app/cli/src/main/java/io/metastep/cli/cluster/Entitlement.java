package io.metastep.cli.cluster;

import java.util.List;
import org.apache.kafka.common.acl.AclBinding;

/** Somebody in a role, and what the role may do. */
record Entitlement(Role role, String principal, List<Grant> grants) {
    Entitlement {
        grants = List.copyOf(grants);
    }

    List<AclBinding> bindings() {
        return grants.stream()
                .flatMap(grant -> grant.bindings(principal).stream())
                .toList();
    }
}
