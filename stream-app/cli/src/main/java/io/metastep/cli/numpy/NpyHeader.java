package io.metastep.cli.numpy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an npy file says about its array before the elements: a Python dictionary with exactly the keys descr, fortran_order and shape.
 *
 * @param isColumnMajor whether the first index moves fastest ("Fortran order")
 * @param shape sizes of the dimensions; none for a single number
 */
record NpyHeader(ElementType type, boolean isColumnMajor, List<Integer> shape) {

    private static final String ENTRY =
            "\\s*'(descr|fortran_order|shape)'\\s*:\\s*('[^']{0,100}'|True|False|\\([0-9,\\s]{0,200}\\))\\s*";
    private static final Pattern DICTIONARY = Pattern.compile("\\{%1$s,%1$s,%1$s,?\\s*\\}\\s*".formatted(ENTRY));
    private static final Pattern SHAPE = Pattern.compile("\\(\\s*(\\d+(?:\\s*,\\s*\\d+)*)?\\s*(,?)\\s*\\)");
    private static final Pattern PRINTABLE = Pattern.compile("[ -~\\t\\n]*+");
    private static final int ENTRIES = 3;
    private static final int MOST_SHOWN = 100;

    NpyHeader {
        shape = List.copyOf(shape);
    }

    /** Reads the dictionary. */
    static NpyHeader parse(String text) throws NumpyException {
        if (!PRINTABLE.matcher(text).matches()) {
            throw new NumpyException("has a header with characters that do not belong there; the file is damaged");
        }
        Matcher matcher = DICTIONARY.matcher(text);
        if (!matcher.matches()) {
            throw notUnderstood(text);
        }
        Map<String, String> entries = new HashMap<>();
        for (int i = 0; i < ENTRIES; i++) {
            entries.put(matcher.group(2 * i + 1), matcher.group(2 * i + 2));
        }
        String descr = entries.getOrDefault("descr", "");
        String order = entries.getOrDefault("fortran_order", "");
        if (!descr.startsWith("'") || !order.matches("True|False")) {
            throw notUnderstood(text);
        }
        return new NpyHeader(
                ElementType.of(descr.substring(1, descr.length() - 1)),
                Boolean.parseBoolean(order),
                shape(entries.getOrDefault("shape", "")));
    }

    private static List<Integer> shape(String text) throws NumpyException {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches() || (matcher.group(1) == null && !matcher.group(2).isEmpty())) {
            throw notUnderstood(text);
        }
        if (matcher.group(1) == null) {
            return List.of();
        }
        try {
            return Arrays.stream(matcher.group(1).split(",", -1))
                    .map(size -> Integer.valueOf(size.strip()))
                    .toList();
        } catch (NumberFormatException e) {
            throw new NumpyException("has shape " + text + ", expected sizes below 2^31", e);
        }
    }

    private static NumpyException notUnderstood(String text) {
        String header = text.strip();
        String start = header.length() > MOST_SHOWN ? header.substring(0, MOST_SHOWN) + "..." : header;
        return new NumpyException(
                ("has a header that is not that of an array of numbers: \"%s\", expected something like"
                                + " {'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }")
                        .formatted(start));
    }

    /** Number of elements; up to 2^63 - 1, which stands for anything larger too. */
    long elements() {
        long elements = 1;
        for (int size : shape) {
            if (size == 0) {
                return 0;
            }
            elements = elements > Long.MAX_VALUE / size ? Long.MAX_VALUE : elements * size;
        }
        return elements;
    }

    @Override
    public String toString() {
        return "{'descr': '%s', 'fortran_order': %s, 'shape': (%s), }"
                .formatted(type.descr, isColumnMajor ? "True" : "False", sizes());
    }

    private String sizes() {
        StringBuilder sizes = new StringBuilder();
        shape.forEach(size -> sizes.append(size).append(", "));
        int end = sizes.length() - (shape.size() == 1 ? 1 : Math.min(2, sizes.length()));
        return sizes.substring(0, end);
    }
}
