package io.metastep.cli;

import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Numbers in options: what is none is called so, not "not an int". */
final class NumberOptions {

    private NumberOptions() {}

    static void register(CommandLine command) {
        command.registerConverter(Integer.class, converter(Integer::valueOf, "a whole number below 2^31"))
                .registerConverter(int.class, converter(Integer::valueOf, "a whole number below 2^31"))
                .registerConverter(Short.class, converter(Short::valueOf, "a whole number below 2^15"))
                .registerConverter(long.class, converter(Long::valueOf, "a whole number below 2^63"))
                .registerConverter(float.class, converter(Float::valueOf, "a number"))
                .registerConverter(double.class, converter(Double::valueOf, "a number"));
    }

    private static <T> ITypeConverter<T> converter(Function<String, T> parse, String expected) {
        return text -> {
            try {
                return parse.apply(text);
            } catch (NumberFormatException e) {
                throw new TypeConversionException("'" + text + "' is not " + expected);
            }
        };
    }
}
