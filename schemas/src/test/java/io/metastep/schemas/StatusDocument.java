package io.metastep.schemas;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the README says of the topic {@code status}, made of the records themselves. */
final class StatusDocument {
    private StatusDocument() {}

    static String table(Class<?> status) {
        return ContractDocumentTest.table(
                List.of("field", "type", "meaning"), rows("", status).toList());
    }

    static String json(Object status) {
        try {
            return "```json\n" + JsonMapper.builder().build().writeValueAsString(status) + "\n```\n";
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static Stream<List<String>> rows(String prefix, Class<?> status) {
        return Arrays.stream(status.getRecordComponents()).flatMap(component -> {
            String name = prefix + component.getName();
            return component.getType().isRecord()
                    ? rows(name + ".", component.getType())
                    : Stream.of(List.of("`" + name + "`", type(component), meaning(component)));
        });
    }

    private static String meaning(RecordComponent component) {
        JsonPropertyDescription description = component.getAccessor().getAnnotation(JsonPropertyDescription.class);
        return Objects.requireNonNull(description, () -> component + " has no description")
                .value();
    }

    private static String type(RecordComponent component) {
        boolean isNullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        return type(component.getGenericType()) + (isNullable ? " or null" : "");
    }

    private static String type(Type type) {
        if (type instanceof ParameterizedType list) {
            return "array of " + type(list.getActualTypeArguments()[0]);
        }
        if (type instanceof Class<?> one && one.isRecord()) {
            return Arrays.stream(one.getRecordComponents())
                    .map(RecordComponent::getName)
                    .toList()
                    .toString()
                    .replace('[', '{')
                    .replace(']', '}');
        }
        return switch (type.getTypeName()) {
            case "int", "long", "java.lang.Integer", "java.lang.Long" -> "integer";
            case "double", "java.lang.Double" -> "number";
            case "java.lang.String" -> "string";
            default -> throw new AssertionError(type);
        };
    }
}
