package io.metastep.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

    record Numbers(double loss, Double boxed, float small, int count) {}

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void whatIsNotFiniteIsNullWhereverItStands(double value) throws IOException {
        Map<String, Object> everywhere = Map.of(
                "numbers",
                new Numbers(value, value, (float) value, 7),
                "list",
                List.of(value, 1.5),
                "map",
                Map.of("any", value),
                "array",
                new double[] {value, 2},
                "tree",
                new DoubleNode(value));
        String text = JsonText.of(everywhere);
        JsonNode expected = JsonMapper.builder().build().readTree("""
                {"numbers": {"loss": null, "boxed": null, "small": null, "count": 7},
                 "list": [null, 1.5], "map": {"any": null}, "array": [null, 2.0], "tree": null}
                """);
        assertThat(JsonMapper.builder().build().readTree(text)).isEqualTo(expected);
    }

    @Test
    void finiteNumbersStayAsTheyAre(@TempDir Path folder) throws IOException {
        Numbers numbers = new Numbers(0.1, -1e300, 0.1f, 7);
        assertThat(JsonText.of(numbers)).contains("\"loss\" : 0.1,", "\"small\" : 0.1,");
        assertThat(read(folder, JsonText.of(numbers))).isEqualTo(numbers);
    }

    @Test
    void nullReadBackIsNotANumberAndNothingElseMayBeNull(@TempDir Path folder) throws IOException {
        assertThat(read(folder, "{\"loss\": null, \"boxed\": 1, \"small\": 1, \"count\": 1}")
                        .loss())
                .isNaN();
        assertThatThrownBy(() -> read(folder, "{\"loss\": 1, \"boxed\": 1, \"small\": 1, \"count\": null}"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("null");
    }

    private static Numbers read(Path folder, String text) throws IOException {
        return JsonText.read(Files.writeString(folder.resolve("numbers.json"), text), Numbers.class);
    }

    @Test
    void nobodyElseWritesJson() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(JsonText.class.getName())
                .should()
                .dependOnClassesThat(assignableTo(ObjectMapper.class))
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.metastep.cli"));
    }
}
