/**
 * The manifests of {@code deploy/kubernetes}, read strictly and compared with what they describe: topics, rights, options, probes, metrics.
 * There is no Kubernetes here: what an API server, Strimzi or KEDA would make of them is not tested.
 */
@NullMarked
package io.metastep.integration.kubernetes;

import org.jspecify.annotations.NullMarked;
