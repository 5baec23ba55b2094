/**
 * What the integration tests stand on: a broker for the JVM, the application in this process or as a child, jobs made by
 * hand, and the same jobs computed in process.
 *
 * <p>Invariants: every test has topics of its own (a unique prefix), so tests share the broker and nothing else; whoever
 * waits does so through {@link io.metastep.integration.harness.Await} or a consumer's poll, with a deadline; randomness is
 * seeded. Objects are confined to the test's thread unless they say otherwise. May depend on all modules.
 */
@NullMarked
package io.metastep.integration.harness;

import org.jspecify.annotations.NullMarked;
