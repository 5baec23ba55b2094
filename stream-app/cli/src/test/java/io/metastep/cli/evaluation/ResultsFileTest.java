package io.metastep.cli.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.metastep.cli.comparison.ResultJson;
import io.metastep.metalearner.evaluation.TaskResult;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultsFileTest {
    private final TaskResult task = Results.task("mnist", "mnist-sigmoid-20");

    @Test
    void theJsonHasTheFieldsThatArePromised() throws IOException {
        JsonNode learned = json().get("results").get(0);
        assertThat(learned.get("suite").asText()).isEqualTo("mnist");
        assertThat(learned.get("task").asText()).isEqualTo("mnist-sigmoid-20");
        assertThat(learned.get("optimizer").asText()).isEqualTo("mine@1");
        assertThat(learned.get("seeds").asInt()).isEqualTo(5);
        assertThat(learned.get("testAccuracy").asDouble()).isEqualTo(0.91);
        assertThat(learned.get("curve").get(1).get("step").asInt()).isEqualTo(100);
        assertThat(learned.get("curve").get(1).get("mean").asDouble()).isEqualTo(0.4);
        assertThat(learned.get("curve").get(1).get("ci95").asDouble()).isEqualTo(0.02);
        JsonNode ratio = learned.get("ratioToBest").get(0);
        assertThat(ratio.get("step").asInt()).isEqualTo(100);
        assertThat(ratio.get("ratio").asDouble()).isEqualTo(0.8);
        assertThat(ratio.get("low").asDouble()).isEqualTo(0.7);
        assertThat(ratio.get("high").asDouble()).isEqualTo(0.9);
        assertThat(json().get("results").get(1).get("learningRate").asDouble()).isEqualTo(0.01);
    }

    @Test
    void whatIsNotKnownIsNullAndNothingElse() throws IOException {
        assertThat(json().get("results").get(0).get("learningRate").isNull()).isTrue();
        assertThat(json().get("results")
                        .get(0)
                        .get("ratioToBest")
                        .get(1)
                        .get("ratio")
                        .isNull())
                .isTrue();
        assertThat(text()).doesNotContain("NaN").doesNotContain("Infinity");
    }

    @Test
    void aTaskReadBackIsTheSameTask() throws IOException {
        String text = ResultFolder.json(task);
        assertThat(ResultJson.MAPPER.readValue(text, TaskResult.class)).isEqualTo(task);
    }

    @Test
    void theSearchAndTheVerdictAreStoredToo() throws IOException {
        JsonNode entry = json().get("tasks").get(0);
        assertThat(entry.get("search")).hasSize(2);
        assertThat(entry.get("verdict").get(0).asText()).startsWith("After 100 steps mine@1 beats");
    }

    @Test
    void tablesForSpreadsheetsQuoteCommasAndLeaveUnknownsEmpty() {
        assertThat(Csv.results(List.of(task)).lines())
                .hasSize(1 + 9)
                .contains("mnist,mnist-sigmoid-20,mine@1,,,,5,0,100,0.4,0.02,0.39,0.8,0.7,0.9,,,3.5,2.75")
                .contains(
                        "mnist,mnist-sigmoid-20,Adam,\"rate 0.01, betas 0.9 0.999\",0.01,200,5,0,200,0.25,0.01,0.25,1.0,1.0,1.0,"
                                + "0.91,0.01,3.5,2.75");
        assertThat(Csv.search(List.of(task)).lines())
                .contains("mnist,mnist-sigmoid-20,Adam,betas 0.9 0.999,constant,0.1,200,");
    }

    private JsonNode json() throws IOException {
        return JsonMapper.builder().build().readTree(text());
    }

    private String text() {
        return ResultFolder.json(ResultsFile.of(Results.report(Results.experiment(false, "MNIST 1"), 0, task)));
    }
}
