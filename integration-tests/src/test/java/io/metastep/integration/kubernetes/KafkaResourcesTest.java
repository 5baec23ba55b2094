package io.metastep.integration.kubernetes;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.cli.cluster.Role;
import io.metastep.cli.cluster.TenantAcls;
import io.metastep.schemas.Topic;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.kafka.KafkaAuthorizationSimple;
import io.strimzi.api.kafka.model.kafka.listener.KafkaListenerAuthenticationScramSha512;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.topic.KafkaTopicSpec;
import io.strimzi.api.kafka.model.user.KafkaUser;
import io.strimzi.api.kafka.model.user.KafkaUserAuthorizationSimple;
import io.strimzi.api.kafka.model.user.KafkaUserScramSha512ClientAuthentication;
import io.strimzi.api.kafka.model.user.acl.AclResourcePatternType;
import io.strimzi.api.kafka.model.user.acl.AclRule;
import io.strimzi.api.kafka.model.user.acl.AclRuleGroupResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTopicResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTransactionalIdResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.SecurityUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Topics and users of Strimzi beside the contract and {@code metastep topics acl}. */
class KafkaResourcesTest {
    private static final int PARTITIONS = 12;
    private static final int REPLICAS = 3;
    private static final String CLUSTER_LABEL = "strimzi.io/cluster";

    private static String text(String tenant) {
        return tenant.equals("metastep")
                ? Manifests.text("base/topics.yaml") + "---\n" + Manifests.text("base/users.yaml")
                : Manifests.forTenant(tenant, "base/topics.yaml", "base/users.yaml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"metastep", "acme"})
    void topicsAreThoseOfTheContract(String tenant) {
        Map<String, KafkaTopicSpec> specs = Manifests.all(KafkaTopic.class, text(tenant)).stream()
                .collect(toMap(topic -> topic.getMetadata().getName(), KafkaTopic::getSpec));
        assertThat(specs).hasSize(Topic.values().length);
        for (Topic topic : Topic.values()) {
            KafkaTopicSpec spec = Objects.requireNonNull(specs.get(topic.name(tenant)), topic.name(tenant));
            assertThat(spec.getPartitions()).as(topic.name(tenant)).isEqualTo(topic.partitions(PARTITIONS));
            assertThat(spec.getReplicas()).isEqualTo(REPLICAS);
            assertThat(texts(spec.getConfig())).as(topic.name(tenant)).isEqualTo(replicated(topic.configs()));
        }
    }

    private static Map<String, String> texts(Map<String, Object> config) {
        return config.entrySet().stream()
                .collect(toMap(Map.Entry::getKey, entry -> entry.getValue().toString()));
    }

    /** With what three replicas are made for. */
    private static Map<String, String> replicated(Map<String, String> configs) {
        Map<String, String> all = new TreeMap<>(configs);
        all.put("min.insync.replicas", "2");
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"metastep", "acme"})
    void usersHaveTheRightsThatTopicsAclGivesAndNoOthers(String tenant) {
        Map<String, KafkaUser> users = Manifests.all(KafkaUser.class, text(tenant)).stream()
                .collect(toMap(user -> "User:" + user.getMetadata().getName(), user -> user));
        assertThat(users).hasSize(Role.values().length);
        for (Role role : Role.values()) {
            String principal = role.standardPrincipal(tenant);
            KafkaUser user = Objects.requireNonNull(users.get(principal), principal);
            assertThat(bindings(principal, user))
                    .as(principal)
                    .containsExactlyInAnyOrderElementsOf(new TenantAcls(tenant)
                            .grants(role).stream()
                                    .flatMap(grant -> grant.bindings(principal).stream())
                                    .toList());
        }
    }

    private static List<AclBinding> bindings(String principal, KafkaUser user) {
        return ((KafkaUserAuthorizationSimple) user.getSpec().getAuthorization())
                .getAcls().stream().flatMap(rule -> bindings(principal, rule)).toList();
    }

    private static Stream<AclBinding> bindings(String principal, AclRule rule) {
        ResourcePattern resource = resource(rule.getResource());
        AclPermissionType permission =
                rule.getType() == AclRuleType.DENY ? AclPermissionType.DENY : AclPermissionType.ALLOW;
        return rule.getOperations().stream()
                .map(operation -> new AclBinding(
                        resource,
                        new AccessControlEntry(
                                principal,
                                Objects.requireNonNullElse(rule.getHost(), "*"),
                                SecurityUtils.operation(operation.toValue()),
                                permission)));
    }

    private static ResourcePattern resource(AclRuleResource resource) {
        if (resource instanceof AclRuleTopicResource topic) {
            return pattern(ResourceType.TOPIC, topic.getName(), topic.getPatternType());
        }
        if (resource instanceof AclRuleGroupResource group) {
            return pattern(ResourceType.GROUP, group.getName(), group.getPatternType());
        }
        var id = (AclRuleTransactionalIdResource) resource;
        return pattern(ResourceType.TRANSACTIONAL_ID, id.getName(), id.getPatternType());
    }

    private static ResourcePattern pattern(ResourceType type, String name, AclResourcePatternType pattern) {
        return new ResourcePattern(
                type,
                name,
                switch (pattern) {
                    case LITERAL -> PatternType.LITERAL;
                    case PREFIX -> PatternType.PREFIXED;
                });
    }

    @Test
    void usersComeWithPasswordsAndOnlyTheClientIsLimited() {
        assertThat(Manifests.all(KafkaUser.class, Manifests.text("base/users.yaml")))
                .allSatisfy(user -> {
                    assertThat(user.getSpec().getAuthentication())
                            .isExactlyInstanceOf(KafkaUserScramSha512ClientAuthentication.class);
                    // A password that somebody chose would have to be somewhere.
                    assertThat(((KafkaUserScramSha512ClientAuthentication)
                                            user.getSpec().getAuthentication())
                                    .getPassword())
                            .isNull();
                    boolean isClient = user.getMetadata().getName().endsWith("-client");
                    assertThat(user.getSpec().getQuotas() != null).isEqualTo(isClient);
                });
    }

    @Test
    void everythingBelongsToTheClusterOfTheExample() {
        Kafka cluster = Manifests.all(Kafka.class, Manifests.text("examples/kafka.yaml"))
                .get(0);
        String name = cluster.getMetadata().getName();
        assertThat(Stream.concat(
                        Manifests.all(KafkaTopic.class, Manifests.text("base/topics.yaml")).stream(),
                        Manifests.all(KafkaUser.class, Manifests.text("base/users.yaml")).stream()))
                .allSatisfy(resource ->
                        assertThat(resource.getMetadata().getLabels()).containsEntry(CLUSTER_LABEL, name));
    }

    @Test
    void theClusterOfTheExampleKeepsRecordsWhenABrokerIsLostAndAsksForPasswords() {
        var kafka = Manifests.all(Kafka.class, Manifests.text("examples/kafka.yaml"))
                .get(0)
                .getSpec()
                .getKafka();
        assertThat(texts(kafka.getConfig()))
                .containsEntry("default.replication.factor", "3")
                .containsEntry("offsets.topic.replication.factor", "3")
                .containsEntry("transaction.state.log.replication.factor", "3")
                .containsEntry("transaction.state.log.min.isr", "2")
                .containsEntry("min.insync.replicas", "2")
                .containsEntry("unclean.leader.election.enable", "false");
        assertThat(kafka.getAuthorization()).isInstanceOf(KafkaAuthorizationSimple.class);
        assertThat(kafka.getListeners()).allSatisfy(listener -> {
            assertThat(listener.isTls()).isTrue();
            assertThat(listener.getAuth()).isInstanceOf(KafkaListenerAuthenticationScramSha512.class);
        });
    }
}
