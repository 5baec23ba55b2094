package io.metastep.metalearner.online;

import io.metastep.optimizer.OptimizerFile;
import java.util.Optional;

/**
 * What is to be published when a version was due.
 *
 * @param file the new version; empty if it was withheld
 * @param parent what it was learned from, {@code family@version}
 * @param latest the version that {@code latest} names from now on: the new one, or still the one before
 * @param reason why, for people
 */
public record Release(Optional<OptimizerFile> file, String parent, int latest, String reason) {}
