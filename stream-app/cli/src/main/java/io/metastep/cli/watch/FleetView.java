package io.metastep.cli.watch;

import io.metastep.cli.terminal.View;
import java.util.List;

/** What was read last, for the screen's own thread. */
final class FleetView implements View {
    private volatile List<String> rows = List.of();
    private volatile String summary = "";

    void set(List<String> newRows, String newSummary) {
        rows = List.copyOf(newRows);
        summary = newSummary;
    }

    @Override
    public List<String> rows() {
        return rows;
    }

    @Override
    public String summary() {
        return summary;
    }
}
