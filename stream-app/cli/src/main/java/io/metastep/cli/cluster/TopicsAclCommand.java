package io.metastep.cli.cluster;

import io.metastep.cli.ExitCode;
import io.metastep.cli.Problems;
import io.metastep.cli.terminal.Screen;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "acl",
        description =
                "Show the least rights that the roles of a tenant need, as commands of Kafka's own tools; with --apply,"
                        + " give them.",
        mixinStandardHelpOptions = true)
final class TopicsAclCommand implements Callable<Integer> {

    private static final String PASSWORDS_OPTION = "--passwords";

    @ArgGroup(validate = false, heading = ClusterOptions.HEADING)
    private ClusterOptions options = new ClusterOptions();

    @Option(
            names = "--tenant",
            paramLabel = "T",
            required = true,
            description = "The tenant: the --prefix of its topics, and the --application-id of its application (or the"
                    + " beginning of it: T-).")
    private String tenant = "";

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            description = "Only for this role, one of ${COMPLETION-CANDIDATES} (default: all of them).")
    private @Nullable Role role;

    @Option(
            names = "--principal",
            paramLabel = "TYPE:NAME",
            description = "Who has the role that --role names (default: User:T-ROLE).")
    private @Nullable String principal;

    @Option(
            names = "--produce-rate",
            paramLabel = "BYTES",
            description =
                    "Bytes per second that the tenant's client may write to a broker; beyond, brokers make it wait"
                            + " (default: no limit).")
    private @Nullable Long produceRate;

    @Option(
            names = PASSWORDS_OPTION,
            paramLabel = "FILE",
            description = "With --apply: first let users in by SASL/SCRAM-SHA-512 with these passwords, lines"
                    + " USER=PASSWORD; theirs from before are not valid any more.")
    private @Nullable Path passwordFile;

    @Option(names = "--apply", description = "Give the rights, and set the limit, instead of showing the commands.")
    private boolean apply;

    @Override
    public Integer call() {
        Problems problems = new Problems();
        ClusterSettings cluster = options.settings(problems);
        Optional<TenantAcls> acls = problems.check("--tenant", () -> new TenantAcls(tenant));
        problems.require(
                options.prefix == null || options.prefix.equals(tenant),
                "--prefix: leave it out; the prefix is the tenant, '" + tenant + "'");
        problems.require(principal == null || role != null, "--principal: say with --role whose it is");
        problems.require(
                principal == null || principal.matches("[A-Za-z]+:[^']+"),
                "--principal: '" + principal + "' is not TYPE:NAME, such as User:jobs");
        problems.requireAtLeast("--produce-rate", produceRate == null ? 1 : produceRate, 1);
        problems.require(
                produceRate == null || role == null || role == Role.CLIENT,
                "--produce-rate: it is the client's; leave it or --role " + role + " out");
        problems.require(
                produceRate == null || principal == null || principal.startsWith(ProduceQuota.USER),
                "--produce-rate: Kafka limits users only, and " + principal + " is none");
        problems.require(passwordFile == null || apply, PASSWORDS_OPTION + ": they are set with --apply only");
        Optional<ScramPasswords> passwords =
                Optional.ofNullable(passwordFile).map(file -> ScramPasswords.read(PASSWORDS_OPTION, file, problems));
        problems.throwIfAny();
        run(cluster, entitlements(acls.orElseThrow()), passwords);
        return ExitCode.OK;
    }

    private List<Entitlement> entitlements(TenantAcls acls) {
        List<Role> roles = role == null ? List.of(Role.values()) : List.of(role);
        return roles.stream()
                .map(each -> new Entitlement(each, principalOf(each), acls.grants(each)))
                .toList();
    }

    private String principalOf(Role each) {
        return principal == null ? each.standardPrincipal(tenant) : principal;
    }

    private void run(ClusterSettings cluster, List<Entitlement> entitlements, Optional<ScramPasswords> passwords) {
        Optional<ProduceQuota> quota =
                Optional.ofNullable(produceRate).map(rate -> new ProduceQuota(principalOf(Role.CLIENT), rate));
        if (apply) {
            cluster.requireReachable();
            apply(cluster, entitlements, quota, passwords);
        } else {
            AclScript script = new AclScript(cluster.bootstrapServers(), Optional.ofNullable(options.config));
            entitlements.forEach(each -> Screen.standard().lines(script.lines(each)));
            quota.ifPresent(limit -> Screen.standard().line(script.line(limit)));
        }
    }

    private static void apply(
            ClusterSettings cluster,
            List<Entitlement> entitlements,
            Optional<ProduceQuota> quota,
            Optional<ScramPasswords> passwords) {
        try (Admin admin = cluster.admin()) {
            passwords.ifPresent(those -> {
                Await.result(
                        admin.alterUserScramCredentials(those.alterations()).all());
                Screen.standard().line("Passwords are set of " + String.join(", ", those.users()));
            });
            for (Entitlement each : entitlements) {
                Await.result(admin.createAcls(each.bindings()).all());
                Screen.standard()
                        .line("%s has the %d rights of %s"
                                .formatted(each.principal(), each.bindings().size(), each.role()));
            }
            quota.ifPresent(limit -> {
                Await.result(
                        admin.alterClientQuotas(List.of(limit.alteration())).all());
                Screen.standard().line("%s may write %d bytes/s".formatted(limit.principal(), limit.bytesPerSecond()));
            });
        }
    }
}
