package io.metastep.cli.explain;

import java.util.List;

/**
 * An optimizer explained.
 *
 * @param optimizer its reference
 * @param kind what it is, in words
 * @param command what a person types to repeat this
 */
record Explanation(String optimizer, String kind, String command, List<Section> sections) {
    Explanation {
        sections = List.copyOf(sections);
    }

    List<Figure> figures() {
        return sections.stream().flatMap(section -> section.figures().stream()).toList();
    }
}
