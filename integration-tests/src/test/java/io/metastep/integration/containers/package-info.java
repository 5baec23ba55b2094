/**
 * The product's own image and brokers as containers.
 *
 * <p>Images are named by variables ({@link io.metastep.integration.containers.Images}). Without a container
 * engine the tests are skipped, unless {@code METASTEP_CONTAINERS=required}. Every container is gone when its test ends.
 */
@NullMarked
package io.metastep.integration.containers;

import org.jspecify.annotations.NullMarked;
