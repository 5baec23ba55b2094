package io.metastep.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in aligned columns: names to the left, numbers to the right, two spaces between. */
public final class Table {

    private static final String GAP = "  ";

    private final List<Column> columns = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    private record Column(String title, boolean number) {}

    /** Adds a column of words, aligned to the left. */
    public Table words(String title) {
        columns.add(new Column(title, false));
        return this;
    }

    /** Adds a column of numbers, aligned to the right. */
    public Table numbers(String title) {
        columns.add(new Column(title, true));
        return this;
    }

    /** Adds a row, one cell per column. */
    public Table row(String... cells) {
        return row(List.of(cells));
    }

    /** Adds a row, one cell per column. */
    public Table row(List<String> cells) {
        if (cells.size() != columns.size()) {
            throw new IllegalArgumentException(
                    "Row has %d cells, the table %d columns".formatted(cells.size(), columns.size()));
        }
        rows.add(List.copyOf(cells));
        return this;
    }

    /** Title line, ruler and rows. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(line(columns.stream().map(Column::title).toList()));
        lines.add("─".repeat(width()));
        lines.addAll(rowLines());
        return lines;
    }

    /** Only the rows, aligned. */
    public List<String> rowLines() {
        return rows.stream().map(this::line).toList();
    }

    private String line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            line.append(i == 0 ? "" : GAP).append(cell(i, cells.get(i)));
        }
        return line.toString().stripTrailing();
    }

    private String cell(int column, String text) {
        String padding = " ".repeat(width(column) - length(text));
        return columns.get(column).number() ? padding + text : text + padding;
    }

    private int width() {
        int width = GAP.length() * (columns.size() - 1);
        for (int i = 0; i < columns.size(); i++) {
            width += width(i);
        }
        return width;
    }

    private int width(int column) {
        int cells = rows.stream().mapToInt(row -> length(row.get(column))).max().orElse(0);
        return Math.max(cells, length(columns.get(column).title()));
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
