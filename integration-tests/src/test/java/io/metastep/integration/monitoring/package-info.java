/** What Prometheus and Grafana are given in the deploy folder: the files, and whether Prometheus' own tool takes them. */
@NullMarked
package io.metastep.integration.monitoring;

import org.jspecify.annotations.NullMarked;
