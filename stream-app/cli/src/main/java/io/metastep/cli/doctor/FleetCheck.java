package io.metastep.cli.doctor;

import io.metastep.client.StatusBoard;
import io.metastep.schemas.InstanceStatus;
import io.metastep.schemas.TimeSpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Instances of the application, by their last words on the topic {@code status}. */
final class FleetCheck {
    private static final Duration SILENT = Duration.ofSeconds(10);
    private static final double NEARLY_ALL = 0.9;

    private FleetCheck() {}

    static List<Finding> run(StatusBoard board, long nowMillis) {
        List<Finding> found = new ArrayList<>();
        for (InstanceStatus instance : board.instances()) {
            if (!InstanceStatus.STOPPED.equals(instance.state())) {
                found.add(of(instance, nowMillis));
            }
        }
        if (found.isEmpty()) {
            found.add(Finding.note("instances", "none runs; start one with metastep serve"));
        }
        return found;
    }

    private static Finding of(InstanceStatus instance, long now) {
        String about = "instance " + instance.instance();
        long age = now - instance.at();
        if (age < -SILENT.toMillis()) {
            return Finding.wrong(
                    about,
                    "its clock is %s ahead of this machine's; synchronize the clocks (NTP)"
                            .formatted(TimeSpan.of(Duration.ofMillis(-age))));
        }
        if (age > SILENT.toMillis()) {
            return Finding.wrong(
                    about,
                    "has said nothing for %s: it was killed, is cut off, or its clock is behind this machine's"
                            .formatted(TimeSpan.of(Duration.ofMillis(age))));
        }
        if (instance.threads().alive() < instance.threads().configured()) {
            return Finding.wrong(
                    about,
                    "%d of %d stream threads are alive; its log says why the others died"
                            .formatted(
                                    instance.threads().alive(),
                                    instance.threads().configured()));
        }
        if (instance.memory().liveBytes() > NEARLY_ALL * instance.memory().limitBytes()) {
            return Finding.note(
                    about, "nearly all of its live memory is used; give it more (serve --memory) or start another");
        }
        return Finding.good(about, instance.state() + ", " + instance.kernel() + " kernel");
    }
}
