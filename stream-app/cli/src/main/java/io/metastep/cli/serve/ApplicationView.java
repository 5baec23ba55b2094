package io.metastep.cli.serve;

import io.metastep.cli.terminal.Numbers;
import io.metastep.cli.terminal.View;
import io.metastep.streams.MetastepApplication;
import io.metastep.streams.core.Counters.Event;
import java.time.InstantSource;
import java.util.List;

/** What an application does at the moment, in one line; looked at by one thread. */
final class ApplicationView implements View {

    private static final long WINDOW_MILLIS = 1_000;

    private final MetastepApplication application;
    private final InstantSource clock;
    private long windowStart;
    private long coordinatesBefore;
    private double rate;

    ApplicationView(MetastepApplication application, InstantSource clock) {
        this.application = application;
        this.clock = clock;
        windowStart = clock.millis();
    }

    @Override
    public List<String> rows() {
        return List.of(summary());
    }

    @Override
    public String summary() {
        updateRate();
        return "%s, %s coordinates/s, %s updates so far, %s rejected, %.1f MB of memory"
                .formatted(
                        application.state(),
                        Numbers.rate(rate),
                        Numbers.count(count(Event.STEPS)),
                        Numbers.count(count(Event.REJECTED)),
                        application.liveBytes() / 1e6);
    }

    private void updateRate() {
        long now = clock.millis();
        if (now - windowStart >= WINDOW_MILLIS) {
            long coordinates = count(Event.COORDINATES);
            rate = 1_000.0 * (coordinates - coordinatesBefore) / (now - windowStart);
            coordinatesBefore = coordinates;
            windowStart = now;
        }
    }

    private long count(Event event) {
        return application.counters().count(event);
    }
}
