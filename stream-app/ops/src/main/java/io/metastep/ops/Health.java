package io.metastep.ops;

/** What an instance says of its own health; any thread may ask. */
public interface Health {
    /** Bad: nothing but a restart helps. */
    Answer live();

    /** Bad: the instance does no work at the moment, because it starts, recovers or stops. */
    Answer ready();

    /**
     * One answer.
     *
     * @param isGood what the probe wants to know
     * @param reason for people, without a line break
     */
    record Answer(boolean isGood, String reason) {}
}
