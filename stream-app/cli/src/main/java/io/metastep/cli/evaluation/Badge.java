package io.metastep.cli.evaluation;

import io.metastep.cli.page.Html;
import io.metastep.metalearner.evaluation.OptimizerResult.RatioPoint;
import io.metastep.metalearner.evaluation.Verdict;
import java.util.Locale;

/** An outcome in a word and a colour. */
final class Badge {
    private Badge() {}

    static String html(RatioPoint ratio) {
        return Html.element("span", "verdict " + cssClass(ratio), word(ratio));
    }

    static String cssClass(RatioPoint ratio) {
        return Verdict.of(ratio).name().toLowerCase(Locale.ROOT);
    }

    private static String word(RatioPoint ratio) {
        return switch (Verdict.of(ratio)) {
            case BETTER -> "better";
            case WORSE -> "worse";
            case UNDECIDED -> "no clear difference";
            case DIVERGED -> "diverged";
        };
    }
}
