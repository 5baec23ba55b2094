package io.metastep.client;

import java.time.Instant;

/** Where a follower begins to read. */
public sealed interface FollowFrom {
    /** The oldest update that is kept. */
    record Earliest() implements FollowFrom {}

    /** What is answered from now on. */
    record Latest() implements FollowFrom {}

    /** That step; reads, but does not hand on, what is kept from before. */
    record Step(long step) implements FollowFrom {}

    /** The first update that the broker took at that time or later. */
    record Time(Instant instant) implements FollowFrom {}
}
