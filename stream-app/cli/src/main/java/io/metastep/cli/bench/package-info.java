/**
 * Speed on this machine: the kernel, an unroll with back-propagation, and the whole pipeline beside one that only moves bytes.
 *
 * <p>What is compared runs interleaved in one process run, so that both sides see the same machine; the best of several rounds
 * counts. Each round runs on threads of its own.
 */
@NullMarked
package io.metastep.cli.bench;

import org.jspecify.annotations.NullMarked;
