package io.metastep.cli.terminal;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A view on a screen while it lasts. On a terminal it is redrawn five times a second; elsewhere its summary is printed after
 * 2 s and then in distances that grow to 10 s.
 */
public final class Live implements AutoCloseable {

    private static final long REDRAW_MILLIS = 200;
    private static final int TICKS_TO_FIRST_LINE = 10;
    private static final int TICKS_BETWEEN_LINES = 50;

    private final Screen screen;
    private final View view;
    private final ScheduledExecutorService painter;
    private final ScheduledFuture<?> ticking;
    private String lastPrinted = "";
    private int ticks;
    private int nextLine = TICKS_TO_FIRST_LINE;

    Live(Screen screen, View view) {
        this.screen = screen;
        this.view = view;
        painter = Executors.newSingleThreadScheduledExecutor(Live::painterThread);
        ticking = painter.scheduleAtFixedRate(this::tick, REDRAW_MILLIS, REDRAW_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static Thread painterThread(Runnable work) {
        Thread thread = new Thread(work, "screen");
        thread.setDaemon(true);
        return thread;
    }

    private void tick() {
        ticks++;
        if (screen.isTerminal()) {
            screen.redraw(view.rows());
        } else if (ticks >= nextLine) {
            printIfNew(view.summary());
            nextLine = ticks + Math.min(TICKS_BETWEEN_LINES, ticks);
        }
    }

    private void printIfNew(String summary) {
        if (!summary.equals(lastPrinted)) {
            screen.line(summary);
            lastPrinted = summary;
        }
    }

    @Override
    public void close() {
        ticking.cancel(false);
        painter.shutdownNow();
        try {
            painter.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (screen.isTerminal()) {
            screen.redraw(List.of());
        }
    }
}
