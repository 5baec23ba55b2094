package io.metastep.optimizer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** A spec as text: the JSON that the header of an optimizer file has for it. */
public final class SpecJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private SpecJson() {}

    /** The text; the same spec always gives the same. */
    public static String write(OptimizerSpec spec) {
        try {
            return JSON.writerFor(OptimizerSpec.class).writeValueAsString(spec);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + spec, e);
        }
    }

    /**
     * The spec.
     *
     * @throws IllegalArgumentException if the text says none
     */
    public static OptimizerSpec read(String text) {
        try {
            OptimizerSpec spec = JSON.readValue(text, OptimizerSpec.class);
            Checks.require(spec != null, "there is no optimizer spec in '%s'", text);
            return spec;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not an optimizer spec: " + e.getOriginalMessage(), e);
        }
    }
}
