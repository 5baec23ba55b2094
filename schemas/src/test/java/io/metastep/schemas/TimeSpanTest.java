package io.metastep.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeSpanTest {
    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 ms",
        "PT0.005S, 5 ms",
        "PT0.0000005S, 0.0005 ms",
        "PT1.5S, 1 s 500 ms",
        "PT5S, 5 s",
        "PT-0.005S, -5 ms",
        "PT-90S, -1 min 30 s",
        "PT30M, 30 min",
        "PT24H, 1 day",
        "PT26H, 1 day 2 h",
        "PT168H, 7 days",
        "PT169H0.25S, 7 days 1 h 250 ms"
    })
    void aSpanIsWrittenExactlyInTheUnitsThatPeopleUse(Duration span, String text) {
        assertThat(TimeSpan.of(span)).isEqualTo(text);
    }

    @Test
    void theLongestTimeThatATopicCanBeKeptIsWrittenToo() {
        assertThat(TimeSpan.of(Duration.ofMillis(Long.MAX_VALUE)))
                .isEqualTo("106751991167 days 7 h 12 min 55 s 807 ms");
    }
}
