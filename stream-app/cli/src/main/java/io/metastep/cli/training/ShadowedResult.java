package io.metastep.cli.training;

import io.metastep.cli.shadow.ShadowReport;
import java.util.List;

/**
 * What became of a job that stepped itself, for JSON.
 *
 * @param shadow how the learned optimizer's steps compare; none if the job took fewer than two
 */
record ShadowedResult(JobResult job, List<ShadowReport> shadow) {
    ShadowedResult {
        shadow = List.copyOf(shadow);
    }
}
