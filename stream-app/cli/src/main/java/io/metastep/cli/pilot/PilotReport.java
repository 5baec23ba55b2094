package io.metastep.cli.pilot;

import io.metastep.cli.terminal.Numbers;
import io.metastep.cli.terminal.Screen;
import io.metastep.cli.terminal.Table;
import io.metastep.metalearner.evaluation.MemberOutcome;
import io.metastep.metalearner.evaluation.PilotResult;
import io.metastep.metalearner.evaluation.PilotTime;
import io.metastep.metalearner.evaluation.Recommendation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A pilot with its recommendation, as lines for people and as a file. */
record PilotReport(PilotResult result, PilotTime time, Recommendation recommendation, String command) {

    static PilotReport of(PilotResult result, double streamLatency, String command) {
        PilotTime time = PilotTime.of(result, streamLatency);
        return new PilotReport(result, time, Recommendation.of(result, time), command);
    }

    PilotText text() {
        return new PilotText(result, time, recommendation);
    }

    List<String> lines(Screen screen) {
        List<String> lines = new ArrayList<>(members().lines());
        lines.add("");
        lines.add(screen.bold(text().headline()));
        text().reasons().map(reason -> "- " + reason).forEach(lines::add);
        return lines;
    }

    private Table members() {
        Table table = new Table()
                .words("seed")
                .numbers("loss after " + Numbers.count(result.steps()))
                .numbers("of " + result.best().optimizer())
                .numbers(result.hasRatios() ? "ratio" : "difference")
                .numbers("steps to the latter");
        for (int i = 0; i < result.members().size(); i++) {
            table.row(row(i + 1, result.members().get(i)));
        }
        return table;
    }

    private List<String> row(int number, MemberOutcome member) {
        return Stream.of(
                        Integer.toString(number),
                        member.diverged() ? "diverged" : Numbers.loss(member.loss()),
                        Double.isNaN(member.rivalLoss()) ? "diverged" : Numbers.loss(member.rivalLoss()),
                        known(result.hasRatios() ? member.ratio() : member.difference()),
                        member.reached()
                                ? Numbers.count(Math.round(member.stepsNeeded()))
                                : "not in " + Numbers.count(result.limit()))
                .toList();
    }

    private static String known(double value) {
        return Double.isNaN(value) ? "-" : Numbers.loss(value);
    }

    PilotFile file() {
        return PilotFile.of(this);
    }
}
