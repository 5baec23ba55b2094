package io.metastep.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Keys and values of the topic {@code status}: JSON in UTF-8. Readers pass over fields that they do not know. Thread-safe. */
public final class StatusJson {
    /** Version of the format. */
    public static final int VERSION = 1;

    private static final String INSTANCE = "instance/";
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private StatusJson() {}

    /** The key of an instance's status; a job's is the job id, which holds no slash. */
    public static String instanceKey(String name) {
        return INSTANCE + name;
    }

    /** Whether the key is an instance's. */
    public static boolean isInstance(String key) {
        return key.startsWith(INSTANCE);
    }

    public static byte[] write(JobStatus status) {
        return writeValue(status);
    }

    public static byte[] write(InstanceStatus status) {
        return writeValue(status);
    }

    /**
     * Reads a job's status.
     *
     * @throws IOException says what is wrong with it
     */
    public static JobStatus readJob(byte[] json) throws IOException {
        return MAPPER.readValue(json, JobStatus.class);
    }

    /**
     * Reads an instance's status.
     *
     * @throws IOException says what is wrong with it
     */
    public static InstanceStatus readInstance(byte[] json) throws IOException {
        return MAPPER.readValue(json, InstanceStatus.class);
    }

    /** The number, or null if it is none: JSON has neither NaN nor infinities. */
    public static @Nullable Double finite(double number) {
        return Double.isFinite(number) ? number : null;
    }

    private static byte[] writeValue(Object status) {
        try {
            return MAPPER.writeValueAsString(status).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A status is always JSON", e);
        }
    }
}
