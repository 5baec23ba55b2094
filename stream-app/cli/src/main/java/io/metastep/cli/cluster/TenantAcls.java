package io.metastep.cli.cluster;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.PatternType.LITERAL;
import static org.apache.kafka.common.resource.PatternType.PREFIXED;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.apache.kafka.common.resource.ResourceType.TRANSACTIONAL_ID;

import io.metastep.schemas.Topic;
import io.metastep.schemas.Topics;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourcePattern;

/**
 * The least that each role needs on the cluster, for one tenant.
 *
 * <p>A tenant is a topic prefix T: its topics begin with {@code T.}, the learner's group and transactional ids with
 * {@code T.learner.}; its application has the id {@code T} or one that begins with {@code T-}, and so do its internal topics,
 * groups and transactional ids. Names of tenants have neither dot nor hyphen, so that no tenant's rights reach another's.
 */
public final class TenantAcls {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_]{0,99}");

    private final String tenant;
    private final Topics topics;

    /** @throws IllegalArgumentException if that cannot be a tenant's name */
    public TenantAcls(String tenant) {
        if (!NAME.matcher(tenant).matches()) {
            throw new IllegalArgumentException(
                    "'" + tenant + "' is not valid; use 1 to 100 lower-case letters, digits and"
                            + " '_', the first a letter or digit: with dots or hyphens one tenant's rights would reach another's");
        }
        this.tenant = tenant;
        this.topics = new Topics(tenant);
    }

    /** What the role may do, resource by resource. */
    public List<Grant> grants(Role role) {
        return switch (role) {
            case CLIENT -> client();
            case APPLICATION -> application();
            case LEARNER -> learner();
            case OPERATOR -> operator();
        };
    }

    private List<Grant> client() {
        return List.of(
                topic(Topic.GRADIENTS, WRITE),
                topic(Topic.LOSSES, WRITE),
                topic(Topic.UPDATES, READ),
                topic(Topic.COMPARISONS, READ),
                topic(Topic.STATUS, READ));
    }

    private List<Grant> application() {
        return List.of(
                topic(Topic.GRADIENTS, READ, DESCRIBE_CONFIGS),
                topic(Topic.UPDATES, WRITE, DESCRIBE_CONFIGS),
                topic(Topic.TRAJECTORIES, WRITE, DESCRIBE_CONFIGS),
                topic(Topic.COMPARISONS, WRITE, DESCRIBE_CONFIGS),
                topic(Topic.REJECTED, WRITE, DESCRIBE_CONFIGS),
                topic(Topic.ACTIVITY, READ, WRITE, DESCRIBE_CONFIGS),
                topic(Topic.STATUS, READ, WRITE, DESCRIBE_CONFIGS),
                topic(Topic.OPTIMIZERS, READ, WRITE, DESCRIBE_CONFIGS),
                new Grant(new ResourcePattern(TOPIC, tenant + "-", PREFIXED), List.of(CREATE, READ, WRITE)),
                new Grant(new ResourcePattern(GROUP, tenant, LITERAL), List.of(READ)),
                new Grant(new ResourcePattern(GROUP, tenant + "-", PREFIXED), List.of(READ)),
                new Grant(new ResourcePattern(TRANSACTIONAL_ID, tenant + "-", PREFIXED), List.of(WRITE)));
    }

    private List<Grant> learner() {
        return List.of(
                new Grant(new ResourcePattern(TOPIC, tenant + ".", PREFIXED), List.of(DESCRIBE)),
                topic(Topic.TRAJECTORIES, READ),
                topic(Topic.LEARNER, READ, WRITE),
                topic(Topic.OPTIMIZERS, READ, WRITE),
                new Grant(new ResourcePattern(GROUP, learnerIds(), PREFIXED), List.of(READ)),
                new Grant(new ResourcePattern(TRANSACTIONAL_ID, learnerIds(), PREFIXED), List.of(WRITE)));
    }

    private List<Grant> operator() {
        return List.of(
                new Grant(new ResourcePattern(TOPIC, tenant + ".", PREFIXED), List.of(CREATE, READ, DESCRIBE_CONFIGS)),
                topic(Topic.OPTIMIZERS, WRITE),
                new Grant(new ResourcePattern(TOPIC, tenant + "-", PREFIXED), List.of(READ)),
                new Grant(new ResourcePattern(TRANSACTIONAL_ID, tenant + "-", PREFIXED), List.of(DESCRIBE)),
                new Grant(new ResourcePattern(TRANSACTIONAL_ID, learnerIds(), PREFIXED), List.of(DESCRIBE)));
    }

    private String learnerIds() {
        return tenant + ".learner.";
    }

    private Grant topic(Topic topic, AclOperation... operations) {
        return new Grant(
                new ResourcePattern(TOPIC, topics.name(topic), LITERAL),
                Stream.of(operations).toList());
    }
}
