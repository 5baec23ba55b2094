package io.metastep.metalearner.evaluation;

/** What a pilot comes to, and why. Only an interval that lies on one side of "no difference" counts as a difference. */
public enum Recommendation {
    /** Its losses are lower, no member is much worse, and it gets there in less time. */
    BETTER(Advice.USE_IT),
    /** Its losses are lower, but on some member it is much worse. */
    RISKY(Advice.TRY_MORE),
    /** Its losses are lower, but here its steps cost more time than they save. */
    SLOWER(Advice.TRY_MORE),
    /** No difference is shown, and a useful one is not excluded. */
    UNDECIDED(Advice.TRY_MORE),
    /** Even the best baseline diverged. */
    UNSTABLE(Advice.TRY_MORE),
    /** No difference is shown, and there is little to gain at best. */
    NOTHING_TO_GAIN(Advice.KEEP_BASELINE),
    /** Its losses are higher. */
    WORSE(Advice.KEEP_BASELINE),
    /** It diverged where the baseline did not. */
    DIVERGED(Advice.KEEP_BASELINE);

    /** What to do. */
    public enum Advice {
        USE_IT,
        TRY_MORE,
        KEEP_BASELINE
    }

    /** A loss this much higher than the baseline's, as a share of it, is a risk. */
    public static final double RISKY_RATIO = 1.1;
    /** A loss of this share of the baseline's is the least that is worth having. */
    public static final double USEFUL_RATIO = 0.95;

    private final Advice advice;

    Recommendation(Advice advice) {
        this.advice = advice;
    }

    public Advice advice() {
        return advice;
    }

    public static Recommendation of(PilotResult result, PilotTime time) {
        if (result.rivalDiverged() > 0) {
            return UNSTABLE;
        }
        if (result.diverged() > 0) {
            return DIVERGED;
        }
        return result.hasRatios() ? byRatio(result, time) : byDifference(result, time);
    }

    private static Recommendation byRatio(PilotResult result, PilotTime time) {
        Interval ratio = result.ratio();
        if (ratio.high() < 1) {
            return better(result.worst().ratio() > RISKY_RATIO, time);
        }
        if (ratio.low() > 1) {
            return WORSE;
        }
        return ratio.low() > USEFUL_RATIO ? NOTHING_TO_GAIN : UNDECIDED;
    }

    private static Recommendation byDifference(PilotResult result, PilotTime time) {
        Interval difference = result.difference();
        if (difference.high() < 0) {
            return better(result.worst().difference() > -difference.value(), time);
        }
        return difference.low() > 0 ? WORSE : UNDECIDED;
    }

    private static Recommendation better(boolean isRisky, PilotTime time) {
        if (isRisky) {
            return RISKY;
        }
        return time.share() < 1 ? BETTER : SLOWER;
    }
}
