package io.metastep.integration.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.integration.harness.RawClient;
import io.metastep.schemas.GradientBlock;
import io.metastep.schemas.RejectedHeaders;
import io.metastep.schemas.RejectionReason;
import io.metastep.schemas.Wire;
import io.metastep.schemas.WireException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Only what came too late, of an attempt that was overtaken or of a step that was taken, is rejected, and that once. */
final class NothingElseRejected implements Guarantee {
    private static final List<String> TOO_LATE =
            List.of(RejectionReason.FENCED_ATTEMPT.code(), RejectionReason.STALE_STEP.code());

    @Override
    public String name() {
        return "nothing rejected but what was put there";
    }

    @Override
    public void check(Aftermath aftermath) {
        List<String> expected = aftermath.sent().values().stream()
                .flatMap(history -> history.refused().stream())
                .map(NothingElseRejected::text)
                .toList();
        assertThat(aftermath.rejections()).extracting(this::text).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(aftermath.rejections())
                .extracting(rejection -> RawClient.header(rejection, RejectedHeaders.REASON))
                .allMatch(TOO_LATE::contains);
    }

    private String text(ConsumerRecord<byte[], byte[]> rejection) {
        try {
            return text(Wire.gradients().decode(rejection.value()));
        } catch (WireException e) {
            return "undecodable: " + RawClient.header(rejection, RejectedHeaders.DETAIL);
        }
    }

    private static String text(GradientBlock gradient) {
        return "%s attempt %d step %d".formatted(gradient.getJobId(), gradient.getAttempt(), gradient.getStep());
    }
}
