package io.metastep.streams.core;

/** Looks decisions up in the header: the decider of replay. */
final class PinnedDecider implements Decider {
    static final PinnedDecider INSTANCE = new PinnedDecider();

    /** In replay an attempt begins where the block stands, since real rewinds are covered by a snapshot. */
    static final Past NO_PAST = PinnedDecider::goOn;

    private PinnedDecider() {}

    @Override
    public Decision decide(LiveBlock block, Arrival arrival, boolean needsMemory) {
        return block.requireHeader().decisionAt(arrival.offset());
    }

    private static void goOn(LiveBlock block, Arrival arrival) {
        if (Rewinder.goesOn(block, arrival)) {
            return;
        }
        if (!block.hasGap && !block.isRestart) {
            throw new IllegalStateException("Replay of " + block.key + " at offset " + arrival.offset()
                    + " would have to rewind; a snapshot should cover that");
        }
        block.startAfresh(arrival, true);
    }
}
