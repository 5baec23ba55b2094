/**
 * The operations page: what the topics {@code status} and {@code optimizers} say of the whole fleet, kept for a while and sent to
 * browsers as it changes.
 *
 * <p>{@link io.metastep.ops.page.Fleet} remembers and knows neither Kafka nor the web; {@link io.metastep.ops.page.FleetFeed}
 * reads the topics into it.
 */
@NullMarked
package io.metastep.ops.page;

import org.jspecify.annotations.NullMarked;
