package io.metastep.integration.faults;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Faults on real brokers. The usual build runs a few; {@code -Pfaults} all of them, {@code -Dmetastep.seeds=N} seeds each;
 * {@code -Dmetastep.faults=kill:during-replay:classic:17} the named ones.
 */
@Execution(ExecutionMode.CONCURRENT)
class FaultMatrixIT {
    private static final ResultTable RESULTS = new ResultTable();

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void whatTheReadersSeeIsWhatTheyWouldHaveSeen(Scenario scenario) {
        RESULTS.run(scenario);
    }

    static Stream<Scenario> scenarios() {
        return Selection.scenarios();
    }

    @AfterAll
    static void close() {
        RESULTS.close();
    }
}
