package io.metastep.cli.terminal;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** How far a known amount of work has come: a bar, a percentage and the time left. Written by one thread, read by any. */
public final class Progress implements View {

    private static final int BAR = 24;

    private final String title;
    private final long total;
    private final InstantSource clock;
    private volatile long startedMillis;
    private volatile long doneAtStart;
    private volatile long done;
    private volatile String note = "";

    public Progress(String title, long total, InstantSource clock) {
        this.title = title;
        this.total = Math.max(1, total);
        this.clock = clock;
        startedMillis = clock.millis();
    }

    /** Says that the pace is to be measured from here on: what came before was other work, or somebody else's. */
    public void startFrom(long alreadyDone) {
        startedMillis = clock.millis();
        doneAtStart = alreadyDone;
        done = alreadyDone;
    }

    /** Says how much is done, and what there is to say about it. */
    public void at(long newDone, String newNote) {
        note = newNote;
        done = Math.min(newDone, total);
    }

    @Override
    public List<String> rows() {
        int filled = (int) (BAR * done / total);
        return List.of("%s %s%s %s".formatted(title, "█".repeat(filled), "░".repeat(BAR - filled), figures()));
    }

    @Override
    public String summary() {
        return title + " " + figures();
    }

    private String figures() {
        String left = done == doneAtStart ? "" : ", " + Numbers.time(left()) + " left";
        return "%3d %%%s%s".formatted(100 * done / total, left, note.isEmpty() ? "" : ", " + note);
    }

    private Duration left() {
        long elapsed = clock.millis() - startedMillis;
        return Duration.ofMillis((long) ((double) elapsed * (total - done) / (done - doneAtStart)));
    }
}
