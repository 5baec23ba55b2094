package io.metastep.cli.replay;

import io.metastep.cli.terminal.Numbers;
import io.metastep.cli.terminal.Progress;
import io.metastep.cli.terminal.View;
import io.metastep.streams.Audit;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far an audit has come; looked at by one thread. */
final class AuditView implements View {

    private final Audit audit;
    private final InstantSource clock;
    private @Nullable Progress progress;

    AuditView(Audit audit, InstantSource clock) {
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public List<String> rows() {
        Progress current = current();
        return current == null ? List.of(summary()) : current.rows();
    }

    @Override
    public String summary() {
        Progress current = current();
        return current == null ? "Reading optimizers and what is stored" : current.summary();
    }

    private @Nullable Progress current() {
        long total = audit.recordsTotal();
        if (progress == null && total > 0) {
            progress = new Progress("Recomputing", total, clock);
        }
        if (progress != null) {
            progress.at(
                    audit.recordsRead(),
                    "%s of %s gradients read".formatted(Numbers.count(audit.recordsRead()), Numbers.count(total)));
        }
        return progress;
    }
}
