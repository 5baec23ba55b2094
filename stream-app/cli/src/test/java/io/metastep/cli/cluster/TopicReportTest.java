package io.metastep.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopicReportTest {

    @Test
    void whatIsKeptForLessThanADayIsNotKeptForZeroDays() {
        assertThat(kept(Duration.ofMinutes(30).toMillis())).isEqualTo("30 min");
        assertThat(kept(Duration.ofDays(7).toMillis())).isEqualTo("7 days");
        assertThat(kept(Duration.ofHours(36).toMillis())).isEqualTo("1 day 12 h");
        assertThat(kept(-1)).isEqualTo("for ever");
    }

    private static String kept(long millis) {
        return new TopicReport("losses", "metastep.losses.v1", 1, 1, "delete", "LogAppendTime", millis, 0, List.of())
                .kept();
    }
}
