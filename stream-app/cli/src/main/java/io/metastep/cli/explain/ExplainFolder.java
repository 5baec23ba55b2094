package io.metastep.cli.explain;

import io.metastep.cli.CommandFailure;
import io.metastep.cli.OutputFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.IntConsumer;

/** Where an explanation goes: the page, and each figure as SVG and PNG. */
record ExplainFolder(Path folder) {
    private static final String PAGE = "explain.html";

    Path page() {
        return folder.resolve(PAGE);
    }

    /**
     * Writes everything.
     *
     * @param afterFigure hears how many figures are written
     */
    void write(Explanation explanation, IntConsumer afterFigure) {
        try {
            int written = 0;
            for (Figure figure : explanation.figures()) {
                OutputFile.write(
                        folder.resolve(figure.id() + ".svg"), figure.chart().svg(figure.id()) + "\n");
                figure.chart().writePng(folder.resolve(figure.id() + ".png"));
                afterFigure.accept(++written);
            }
            OutputFile.write(page(), ExplainPage.html(explanation));
        } catch (IOException e) {
            throw CommandFailure.failed("could not write to %s: %s".formatted(folder, e));
        }
    }
}
