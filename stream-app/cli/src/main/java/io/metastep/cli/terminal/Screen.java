package io.metastep.cli.terminal;

import java.io.PrintStream;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** Output as people see it; thread-safe. */
public final class Screen {

    /** Set by the launcher when standard output is a terminal: its width. */
    static final String COLUMNS_PROPERTY = "metastep.terminal.columns";

    private static final int USUAL_COLUMNS = 100;
    private static final int NARROWEST = 20;

    private final PrintStream out;
    private final OptionalInt columns;
    private List<String> drawn = List.of();

    /** Writes to the stream; {@code columns} is the width of the terminal, empty if the output is not one. */
    public Screen(PrintStream out, OptionalInt columns) {
        this.out = out;
        this.columns = columns;
    }

    /** Standard output. */
    public static Screen standard() {
        return new Screen(StandardStreams.out(), terminalColumns());
    }

    /** Standard error, as plain lines. */
    public static Screen standardError() {
        return new Screen(StandardStreams.err(), OptionalInt.empty());
    }

    private static OptionalInt terminalColumns() {
        Integer given = Integer.getInteger(COLUMNS_PROPERTY);
        if (given == null) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(given > NARROWEST ? given : USUAL_COLUMNS);
    }

    public boolean isTerminal() {
        return columns.isPresent();
    }

    /** Prints a line above whatever is live. */
    public synchronized void line(String text) {
        lines(List.of(text));
    }

    /** Prints lines above whatever is live. */
    public synchronized void lines(List<String> lines) {
        List<String> live = drawn;
        erase();
        lines.forEach(out::println);
        draw(live);
    }

    /** Prints an empty line. */
    public void gap() {
        line("");
    }

    /** The text in bold on a terminal. */
    public String bold(String text) {
        return styled("1", text);
    }

    /** The text in a faint tone on a terminal. */
    public String faint(String text) {
        return styled("2", text);
    }

    private String styled(String code, String text) {
        boolean plain = !isTerminal() || System.getenv("NO_COLOR") != null;
        return plain ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }

    /** Shows a view until the returned handle is closed, which also takes it off a terminal. */
    public Live show(View view) {
        return new Live(this, view);
    }

    /** Shows a view while the work lasts. */
    public <T> T during(View view, Supplier<T> work) {
        Live live = show(view);
        try {
            return work.get();
        } finally {
            live.close();
        }
    }

    synchronized void redraw(List<String> rows) {
        erase();
        draw(rows);
    }

    private void erase() {
        if (!drawn.isEmpty()) {
            out.print("\u001b[" + drawn.size() + "A\u001b[J");
            drawn = List.of();
        }
    }

    private void draw(List<String> rows) {
        rows.forEach(row -> out.println(cut(row)));
        drawn = rows;
        out.flush();
    }

    private String cut(String row) {
        int width = columns.orElse(Integer.MAX_VALUE);
        return row.length() <= width ? row : row.substring(0, width - 1) + "…";
    }
}
