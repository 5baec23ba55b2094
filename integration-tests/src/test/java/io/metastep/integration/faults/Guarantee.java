package io.metastep.integration.faults;

/** Something that holds whatever happened. */
interface Guarantee {
    /** A few words for the table. */
    String name();

    /** Fails with what was got, what was expected and where. */
    void check(Aftermath aftermath);
}
