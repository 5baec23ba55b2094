package io.metastep.cli.explain;

import java.util.List;

/**
 * Figures that belong together.
 *
 * @param introduction what they have in common, in paragraphs
 */
record Section(String title, List<String> introduction, List<Figure> figures) {
    Section {
        introduction = List.copyOf(introduction);
        figures = List.copyOf(figures);
    }
}
