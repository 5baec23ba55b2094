package io.metastep.cli.explain;

import io.metastep.cli.chart.LineChart;
import java.util.List;

/**
 * A chart with what it shows.
 *
 * @param id its file name, without the ending
 * @param caption what is drawn
 * @param words what is seen, in sentences that are computed from what is drawn
 */
record Figure(String id, LineChart chart, String caption, List<String> words) {
    Figure {
        words = List.copyOf(words);
    }
}
