package io.metastep.integration.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.streams.audit.AuditReport;

/** {@code metastep replay} finds nothing, be it from the log alone or with what the application stores. */
final class RecomputedAlike implements Guarantee {
    @Override
    public String name() {
        return "replay";
    }

    @Override
    public void check(Aftermath aftermath) {
        assertThat(aftermath.audits()).isNotEmpty().allSatisfy(audit -> {
            assertThat(audit.first()).as("differences of %s", audit.jobId()).isEmpty();
            assertThat(audit).matches(AuditReport::isEqual, "something was compared");
            assertThat(audit.pending())
                    .as("gradients of %s without an answer", audit.jobId())
                    .isZero();
        });
    }
}
