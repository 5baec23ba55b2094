package io.metastep.streams.core;

import io.metastep.schemas.BlockKey;
import io.metastep.schemas.WireException;
import io.metastep.streams.core.Counters.Event;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Steps logged records again, silently: no answers, no writes. Blocks load from their newest snapshots as they come. */
final class Replay implements GradientLog.Visitor {
    private static final Logger LOG = LoggerFactory.getLogger(Replay.class);

    private final BlockStorage storage;
    private final BlockLoader loader;
    private final BlockMachine machine;
    private final GradientReader reader;
    private final LiveBlocks live;
    private final DirtyBlocks dirty;
    private final Counters counters;
    private final Map<BlockKey, Optional<BlockHeader>> headers = new HashMap<>();
    private long bytes;

    Replay(
            BlockStorage storage,
            BlockLoader loader,
            BlockMachine machine,
            GradientReader reader,
            LiveBlocks live,
            DirtyBlocks dirty,
            Counters counters) {
        this.storage = storage;
        this.loader = loader;
        this.machine = machine;
        this.reader = reader;
        this.live = live;
        this.dirty = dirty;
        this.counters = counters;
    }

    /** Bytes of all records seen. */
    long bytes() {
        return bytes;
    }

    @Override
    public void visit(GradientRecord logged) {
        try {
            step(BlockKey.parse(logged.key()), logged);
        } catch (WireException rejectedThenToo) {
            // It had no effect on any block then and has none now.
        }
        bytes += logged.bytes();
    }

    private void step(BlockKey key, GradientRecord logged) throws WireException {
        Optional<BlockHeader> header = headers.computeIfAbsent(key, k -> Optional.ofNullable(storage.header(k)));
        if (header.isPresent() && logged.offset() > header.get().covered()) {
            LiveBlock block = live.get(key);
            step(block == null ? loader.load(key, header.get()) : block, logged);
        }
    }

    private void step(LiveBlock block, GradientRecord logged) throws WireException {
        BlockHeader before = block.requireHeader();
        Verdict verdict = accept(block, reader.read(block.key, logged));
        counters.add(Event.REPLAYED, 1);
        if (block.isRestart) {
            // What is left of the past is no memory of it, and the job learns of a fresh one only from its first
            // answer. A birth in what is left would make the next recovery take it for whole.
            block.forget();
            block.header = before;
            block.headerChanged = false;
        }
        if (block.status != Status.ABSENT) {
            live.keep(block);
        }
        if (verdict instanceof Verdict.Granted && verdict != Verdict.Granted.REPEATED) {
            dirty.add(block, logged, bytes);
        }
    }

    private Verdict accept(LiveBlock block, Arrival arrival) {
        try {
            return machine.accept(block, arrival, PinnedDecider.INSTANCE, PinnedDecider.NO_PAST);
        } catch (MissingOptimizerException e) {
            LOG.atWarn().setCause(e).addKeyValue("block", block.key).log("Memory starts afresh");
            block.isRestart = true;
            return Verdict.Granted.SKIPPED;
        }
    }
}
