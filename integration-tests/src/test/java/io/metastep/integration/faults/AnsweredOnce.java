package io.metastep.integration.faults;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.schemas.GradientBlock;
import io.metastep.schemas.UpdateBlock;
import java.util.Map;

/** Each gradient that was sent has one update; there are no others. */
final class AnsweredOnce implements Guarantee {
    @Override
    public String name() {
        return "one update per block, attempt and step";
    }

    @Override
    public void check(Aftermath aftermath) {
        aftermath.sent().forEach((block, history) -> {
            Map<Place, Long> expected = history.answered().stream().collect(groupingBy(Place::of, counting()));
            Map<Place, Long> found = aftermath.updates(block).stream().collect(groupingBy(Place::of, counting()));
            assertThat(found).as("how often each step of %s is answered", block).isEqualTo(expected);
        });
    }

    private record Place(long attempt, long step) {
        static Place of(GradientBlock gradient) {
            return new Place(gradient.getAttempt(), gradient.getStep());
        }

        static Place of(UpdateBlock update) {
            return new Place(update.getAttempt(), update.getStep());
        }
    }
}
