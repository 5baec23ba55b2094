package io.metastep.ops.page;

import io.metastep.ops.page.Happening.Kind;
import io.metastep.schemas.InstanceStatus;
import io.metastep.schemas.JobStatus;
import java.util.ArrayList;
import java.util.List;

/** What must have happened between two statuses of the same job or instance. */
final class Happenings {
    private static final String LEARNED = "learned";
    private static final String RUNNING = "running";

    private Happenings() {}

    static List<Happening> between(JobStatus before, JobStatus now) {
        List<Happening> found = new ArrayList<>();
        if (now.attempt() > before.attempt()) {
            found.add(of(now, Kind.NEWS, "began attempt %d at step %s".formatted(now.attempt(), now.step())));
        }
        if (now.blocks().fallback() > 0 && before.blocks().fallback() == 0) {
            found.add(of(
                    now,
                    Kind.WARNING,
                    "the guard handed %d of %d blocks to the fallback"
                            .formatted(now.blocks().fallback(), now.blocks().open())));
        }
        if (before.blocks().fallback() > 0 && LEARNED.equals(now.mode())) {
            found.add(of(now, Kind.RELIEF, "the optimizer has all blocks back from the fallback"));
        }
        long rejected = now.counts().rejected() - before.counts().rejected();
        if (rejected > 0 && now.counts().since() == before.counts().since()) {
            found.add(of(
                    now,
                    Kind.WARNING,
                    "%d records rejected: %s".formatted(rejected, now.counts().rejection())));
        }
        if (JobStatus.CLOSED.equals(now.state()) && !JobStatus.CLOSED.equals(before.state())) {
            found.add(of(now, Kind.NEWS, "closed at step %s".formatted(now.step())));
        }
        return found;
    }

    static Happening began(JobStatus now) {
        return of(now, Kind.NEWS, "began, workload " + (now.workload().isEmpty() ? "not named" : now.workload()));
    }

    static List<Happening> between(InstanceStatus before, InstanceStatus now) {
        List<Happening> found = new ArrayList<>();
        if (!now.state().equals(before.state())) {
            Kind kind =
                    switch (now.state()) {
                        case RUNNING -> Kind.RELIEF;
                        case InstanceStatus.STOPPED -> Kind.NEWS;
                        default -> Kind.WARNING;
                    };
            found.add(of(now, kind, "%s, was %s".formatted(now.state(), before.state())));
        }
        if (now.threads().failed() > before.threads().failed()) {
            found.add(of(now, Kind.WARNING, "a stream thread died; another takes its place"));
        }
        return found;
    }

    static Happening began(InstanceStatus now) {
        return of(now, Kind.NEWS, "joined");
    }

    private static Happening of(JobStatus now, Kind kind, String text) {
        return new Happening(now.at(), kind, now.job(), text);
    }

    private static Happening of(InstanceStatus now, Kind kind, String text) {
        return new Happening(now.at(), kind, now.instance(), text);
    }
}
