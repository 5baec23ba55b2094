/**
 * Faults on real brokers and what must hold after each of them.
 *
 * <p>A {@link io.metastep.integration.faults.Scenario} is a fault, the phase in which it strikes, a group protocol and a seed. It takes
 * place in an {@link io.metastep.integration.faults.Arena}, which has topics of its own. What was promised is checked by
 * {@link io.metastep.integration.faults.Guarantee}s, which know of no fault: a new one is a class and a line in
 * {@link io.metastep.integration.faults.Guarantees}.
 */
@NullMarked
package io.metastep.integration.faults;

import org.jspecify.annotations.NullMarked;
