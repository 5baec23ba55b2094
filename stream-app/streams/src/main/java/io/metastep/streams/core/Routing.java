package io.metastep.streams.core;

import io.metastep.schemas.CanaryShare;
import io.metastep.schemas.OptimizerRef;

/** Which channel a job follows. It depends on what the job asks for and on its name alone, so a replay finds the same. */
final class Routing {
    /** The channel of a job that names a version, or canary itself. */
    static final String NONE = "";

    private final CanaryShare share;

    Routing(CanaryShare share) {
        this.share = share;
    }

    /** The name of the channel; {@link #NONE} if the job follows none. */
    String channel(Arrival arrival) {
        OptimizerRef ref = OptimizerRef.parse(arrival.gradient().getOptimizer()).orElse(null);
        if (!(ref instanceof OptimizerRef.Channel asked) || asked.channel().equals(OptimizerRef.Channel.CANARY)) {
            return NONE;
        }
        boolean isCanary = asked.channel().equals(OptimizerRef.Channel.STABLE)
                && share.includes(asked.family(), arrival.gradient().getJobId());
        return isCanary ? OptimizerRef.Channel.CANARY : asked.channel();
    }
}
