package io.metastep.integration.faults;

/** The brokers that a fault needs. */
enum Stage {
    /** The broker of this JVM, which many scenarios share. */
    SHARED,
    /** One that may be stopped, behind a proxy. */
    ONE_PROCESS,
    /** Three that replicate. */
    THREE_PROCESSES
}
