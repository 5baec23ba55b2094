/**
 * What the people who run Metastep look at: metrics, health and the operations page of one instance, over HTTP.
 *
 * <p>What others use is {@link io.metastep.ops.OpsServer} and what it is made of. Nothing here decides anything about jobs: it
 * reads what the application says of itself, and may be left out.
 *
 * <p>May depend on the streams, client and schemas modules, Javalin and Micrometer.
 */
@NullMarked
package io.metastep.ops;

import org.jspecify.annotations.NullMarked;
