package io.metastep.cli.cluster;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metastep.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.SecurityUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantAclsTest {

    /** Kind of resource and what may be done with it. */
    private record Kind(ResourceType type, List<AclOperation> operations) {}

    @Test
    void theRightsOfEachRoleAreThoseOfTheTable() throws IOException {
        String readme = Files.readString(Path.of("..", "README.md"));
        List<String> rows = readme.lines()
                .dropWhile(line -> !line.startsWith("| role | operations |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
        assertThat(rows)
                .isEqualTo(
                        Stream.of(Role.values()).flatMap(TenantAclsTest::rows).toList());
    }

    private static Stream<String> rows(Role role) {
        Map<Kind, String> names = new TenantAcls("t")
                .grants(role).stream()
                        .collect(groupingBy(
                                grant -> new Kind(grant.resource().resourceType(), grant.operations()),
                                LinkedHashMap::new,
                                mapping(grant -> name(grant.resource()), joining(", "))));
        return names.entrySet().stream().map(entry -> row(role, entry.getKey(), entry.getValue()));
    }

    private static String row(Role role, Kind kind, String names) {
        String operations =
                kind.operations().stream().map(SecurityUtils::operationName).collect(joining(", "));
        return "| %s | %s | %s %s |".formatted(role, operations, SecurityUtils.resourceTypeName(kind.type()), names);
    }

    private static String name(ResourcePattern resource) {
        String tail = resource.patternType() == PatternType.PREFIXED ? "*" : "";
        return "`" + resource.name().replaceFirst("^t", "T") + tail + "`";
    }

    @Test
    void noTenantsRightsReachAnother() {
        List<String> tenants = List.of("a", "a_b", "ab", "a1");
        for (String tenant : tenants) {
            List<String> others = tenants.stream()
                    .filter(other -> !other.equals(tenant))
                    .flatMap(other -> Stream.concat(
                            new Topics(other).names().stream(),
                            Stream.of(other, other + "-snapshots-changelog", other + "-0-1", other + ".learner.x")))
                    .toList();
            for (Role role : Role.values()) {
                assertThat(new TenantAcls(tenant).grants(role))
                        .as("%s of %s", role, tenant)
                        .allSatisfy(grant -> assertThat(others).noneMatch(name -> matches(grant.resource(), name)));
            }
        }
    }

    private static boolean matches(ResourcePattern resource, String name) {
        return resource.patternType() == PatternType.PREFIXED
                ? name.startsWith(resource.name())
                : name.equals(resource.name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.b", "a-b", "A", "_a", "a*", "ä"})
    void aTenantIsAWordThatBeginsNoOther(String name) {
        assertThatThrownBy(() -> new TenantAcls(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + name + "' is not valid");
    }

    @Test
    void everyBindingAllowsOneOperationToOnePrincipalFromAnywhere() {
        Entitlement client = new Entitlement(Role.CLIENT, "User:jobs", new TenantAcls("a").grants(Role.CLIENT));
        assertThat(client.bindings())
                .hasSize(5)
                .extracting(AclBinding::entry)
                .allSatisfy(entry -> assertThat(entry.permissionType()).isEqualTo(AclPermissionType.ALLOW))
                .allSatisfy(entry -> assertThat(entry.principal()).isEqualTo("User:jobs"))
                .allSatisfy(entry -> assertThat(entry.host()).isEqualTo("*"));
    }

    @Test
    void theScriptIsOfKafkasOwnTools() {
        AclScript script = new AclScript("h:1", Optional.of(Path.of("root.properties")));
        Entitlement application =
                new Entitlement(Role.APPLICATION, "User:a-app", new TenantAcls("a").grants(Role.APPLICATION));
        assertThat(script.lines(application))
                .startsWith("# application: User:a-app")
                .contains(
                        "kafka-acls.sh --bootstrap-server h:1 --command-config 'root.properties' --add --allow-principal"
                                + " 'User:a-app' --operation Read --operation DescribeConfigs --topic 'a.gradients.v1'",
                        "kafka-acls.sh --bootstrap-server h:1 --command-config 'root.properties' --add --allow-principal"
                                + " 'User:a-app' --operation Write --transactional-id 'a-'"
                                + " --resource-pattern-type prefixed");
        assertThat(new AclScript("h:1", Optional.empty()).line(new ProduceQuota("User:a-client", 5_000_000)))
                .isEqualTo(
                        "kafka-configs.sh --bootstrap-server h:1 --alter --entity-type users --entity-name 'a-client'"
                                + " --add-config producer_byte_rate=5000000");
    }
}
