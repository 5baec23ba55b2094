package io.metastep.cli.bench.learn;

import io.metastep.optimizer.Optimizer;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.Optimizers;
import io.metastep.schemas.OptimizerChannel;
import io.metastep.schemas.OptimizerRef;
import io.metastep.streams.core.OptimizerCatalogue;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an application serves of a family. */
final class ServedFamily implements OptimizerCatalogue {
    private final FamilyInMemory family;
    private final Map<String, Optimizer> optimizers = new HashMap<>();

    ServedFamily(FamilyInMemory family) {
        this.family = family;
    }

    @Override
    public @Nullable String resolve(String reference) {
        return OptimizerRef.parse(reference)
                .flatMap(this::file)
                .map(OptimizerFile::reference)
                .orElse(null);
    }

    private Optional<OptimizerFile> file(OptimizerRef ref) {
        return ref instanceof OptimizerRef.Channel channel
                ? family.channel(channel.channel())
                : family.version(((OptimizerRef.Version) ref).version());
    }

    @Override
    public @Nullable String resolveCanary(String reference) {
        return onTrial().map(OptimizerFile::reference).orElseGet(() -> resolve(reference));
    }

    private Optional<OptimizerFile> onTrial() {
        Optional<Integer> stable = family.named(OptimizerRef.Channel.STABLE).map(OptimizerChannel::getVersion);
        return family.named(OptimizerRef.Channel.CANARY)
                .filter(canary -> stable.equals(Optional.ofNullable(canary.getAgainst())))
                .map(OptimizerChannel::getVersion)
                .flatMap(family::version);
    }

    @Override
    public @Nullable Optimizer optimizer(String version) {
        return optimizers.computeIfAbsent(version, this::read);
    }

    private @Nullable Optimizer read(String version) {
        return OptimizerRef.parse(version)
                .flatMap(this::file)
                .map(Optimizers::of)
                .orElse(null);
    }
}
