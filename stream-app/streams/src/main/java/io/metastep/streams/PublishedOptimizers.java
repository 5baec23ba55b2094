package io.metastep.streams;

import io.metastep.optimizer.Optimizer;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.OptimizerFileException;
import io.metastep.optimizer.Optimizers;
import io.metastep.schemas.OptimizerChannel;
import io.metastep.schemas.OptimizerRef;
import io.metastep.schemas.OptimizerVersion;
import io.metastep.schemas.Wire;
import io.metastep.schemas.WireException;
import io.metastep.streams.core.OptimizerCatalogue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The optimizers topic, as its global store holds it. What is not what its key says counts as not published. Keeps what it
 * has read while the store holds the same array; versions never change, so once usable they stay. One thread.
 */
final class PublishedOptimizers implements OptimizerCatalogue {
    private static final Logger LOG = LoggerFactory.getLogger(PublishedOptimizers.class);

    private final Store store;
    private final Wire<OptimizerVersion> versions = Wire.optimizerVersions();
    private final Wire<OptimizerChannel> channels = Wire.optimizerChannels();
    private final Map<String, Read<OptimizerChannel>> readChannels = new HashMap<>();
    private final Map<String, Read<Optimizer>> readVersions = new HashMap<>();

    /** What became of some bytes: a meaning, or null for garbage. */
    private static final class Read<T> {
        private final byte[] bytes;
        private final @Nullable T meaning;

        Read(byte[] bytes, @Nullable T meaning) {
            this.bytes = bytes;
            this.meaning = meaning;
        }
    }

    /** The topic's records by key. */
    interface Store {
        /** The last value of the key; the same array while it does not change, null without one. */
        byte @Nullable [] get(Bytes key);
    }

    PublishedOptimizers(Store store) {
        this.store = store;
    }

    @Override
    public @Nullable String resolve(String reference) {
        OptimizerRef ref = OptimizerRef.parse(reference).orElse(null);
        if (ref instanceof OptimizerRef.Channel channel) {
            return version(channel(channel));
        }
        return ref == null || optimizer(ref.key()) == null ? null : ref.key();
    }

    @Override
    public @Nullable String resolveCanary(String reference) {
        String stable = resolve(reference);
        OptimizerRef ref = OptimizerRef.parse(reference).orElse(null);
        if (stable == null || ref == null) {
            return stable;
        }
        OptimizerChannel canary = channel(new OptimizerRef.Channel(ref.family(), OptimizerRef.Channel.CANARY));
        String version = isOnTrialAgainst(stable, canary) ? version(canary) : null;
        return version == null ? stable : version;
    }

    private static boolean isOnTrialAgainst(String stable, @Nullable OptimizerChannel canary) {
        return canary != null
                && canary.getAgainst() != null
                && stable.equals(key(canary.getFamily(), canary.getAgainst()));
    }

    /** What the channel names, if it is usable. */
    private @Nullable String version(@Nullable OptimizerChannel channel) {
        String version = channel == null ? null : key(channel.getFamily(), channel.getVersion());
        return version == null || optimizer(version) == null ? null : version;
    }

    private static String key(String family, int version) {
        return family + "@" + version;
    }

    private @Nullable OptimizerChannel channel(OptimizerRef.Channel channel) {
        byte[] bytes = published(channel.key());
        if (bytes == null) {
            return null;
        }
        Read<OptimizerChannel> read = readChannels.get(channel.key());
        if (read == null || read.bytes != bytes) {
            read = new Read<>(bytes, read(channel, bytes));
            readChannels.put(channel.key(), read);
        }
        return read.meaning;
    }

    private @Nullable OptimizerChannel read(OptimizerRef.Channel channel, byte[] bytes) {
        try {
            OptimizerChannel decoded = channels.decode(bytes);
            return decoded.getFamily().equals(channel.family()) ? decoded : null;
        } catch (WireException e) {
            reportUnusable(channel.key(), e);
            return null;
        }
    }

    @Override
    public @Nullable Optimizer optimizer(String version) {
        Read<Optimizer> read = readVersions.get(version);
        if (read != null && read.meaning != null) {
            return read.meaning;
        }
        byte[] bytes = published(version);
        if (bytes == null) {
            return null;
        }
        if (read == null || read.bytes != bytes) {
            read = new Read<>(bytes, read(version, bytes));
            readVersions.put(version, read);
        }
        return read.meaning;
    }

    /** Versions that were asked for and are usable. */
    Set<String> loaded() {
        return readVersions.entrySet().stream()
                .filter(entry -> entry.getValue().meaning != null)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private @Nullable Optimizer read(String version, byte[] bytes) {
        try {
            OptimizerFile file = OptimizerFile.read(bytes(versions.decode(bytes).getContent()));
            return file.reference().equals(version) ? Optimizers.of(file) : null;
        } catch (WireException | OptimizerFileException | IllegalArgumentException e) {
            reportUnusable(version, e);
            return null;
        }
    }

    private static void reportUnusable(String key, Exception cause) {
        LOG.atWarn().setCause(cause).addKeyValue("key", key).log("Unusable record on the optimizers topic");
    }

    private byte @Nullable [] published(String key) {
        return store.get(Bytes.wrap(key.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
