package io.metastep.cli.doctor;

import io.metastep.cli.cluster.Await;
import io.metastep.schemas.Topic;
import io.metastep.schemas.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;

/** What these credentials may do with the topics, and which role that is enough for. */
final class PermissionCheck {
    private static final Map<Topic, AclOperation> CLIENT = Map.of(
            Topic.GRADIENTS, AclOperation.WRITE,
            Topic.LOSSES, AclOperation.WRITE,
            Topic.UPDATES, AclOperation.READ);
    private static final Map<Topic, AclOperation> APPLICATION = Map.of(
            Topic.GRADIENTS, AclOperation.READ,
            Topic.UPDATES, AclOperation.WRITE,
            Topic.TRAJECTORIES, AclOperation.WRITE,
            Topic.COMPARISONS, AclOperation.WRITE,
            Topic.ACTIVITY, AclOperation.WRITE,
            Topic.STATUS, AclOperation.WRITE,
            Topic.REJECTED, AclOperation.WRITE,
            Topic.OPTIMIZERS, AclOperation.WRITE);

    private PermissionCheck() {}

    /** The topics must exist, and be readable to these credentials in so far as they may be described. */
    static List<Finding> run(Admin admin, Topics topics) {
        Map<String, TopicDescription> descriptions = Await.orCause(
                admin.describeTopics(topics.names(), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                        .allTopicNames());
        List<Finding> found = new ArrayList<>();
        found.add(role("a training job", CLIENT, topics, descriptions));
        found.add(role("the application", APPLICATION, topics, descriptions));
        return found;
    }

    private static Finding role(
            String role, Map<Topic, AclOperation> needs, Topics topics, Map<String, TopicDescription> descriptions) {
        List<String> missing = needs.entrySet().stream()
                .filter(need -> !mayDo(descriptions.get(topics.name(need.getKey())), need.getValue()))
                .map(need -> need.getValue() + " on " + topics.name(need.getKey()))
                .sorted()
                .toList();
        return missing.isEmpty()
                ? Finding.good("permissions", "enough for " + role)
                : Finding.note("permissions", "not enough for " + role + ": " + String.join(", ", missing));
    }

    private static boolean mayDo(@Nullable TopicDescription topic, AclOperation operation) {
        Set<AclOperation> allowed = topic == null ? null : topic.authorizedOperations();
        // No authorizer: everything is allowed, and nothing is told.
        return allowed == null || allowed.contains(operation);
    }
}
