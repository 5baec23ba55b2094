package io.metastep.client;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names of tensors: one name, or several where {@code *} stands for any characters. */
record TensorPattern(String text) {
    boolean matches(Tensor tensor) {
        return text.equals(tensor.name()) || expression().matcher(tensor.name()).matches();
    }

    private Pattern expression() {
        String expression =
                Arrays.stream(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.compile(expression, Pattern.DOTALL);
    }
}
