/**
 * The Kafka cluster that a command talks to: options, configuration file, reachability, topics.
 *
 * <p>Settings are validated as a whole, so that every problem is reported at once, and the cluster is asked for its nodes before
 * a command starts to work, so that a wrong address is a message within seconds. Called from the command's thread.
 */
@NullMarked
package io.metastep.cli.cluster;

import org.jspecify.annotations.NullMarked;
