package io.metastep.integration.faults;

import static org.assertj.core.api.Assertions.assertThat;

/** The updates of a block come in the order of its gradients. */
final class InOrder implements Guarantee {
    @Override
    public String name() {
        return "updates in the order of the gradients";
    }

    @Override
    public void check(Aftermath aftermath) {
        aftermath.sent().forEach((block, history) -> assertThat(aftermath.updates(block))
                .extracting(update -> update.getAttempt() + ":" + update.getStep())
                .as("attempts and steps of %s", block)
                .containsExactlyElementsOf(history.answered().stream()
                        .map(gradient -> gradient.getAttempt() + ":" + gradient.getStep())
                        .toList()));
    }
}
