package io.metastep.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusJsonTest {
    @Test
    void everyStatusComesBackAsItWas() throws IOException {
        assertThat(StatusJson.readJob(StatusJson.write(Examples.jobStatus()))).isEqualTo(Examples.jobStatus());
        assertThat(StatusJson.readInstance(StatusJson.write(Examples.instanceStatus())))
                .isEqualTo(Examples.instanceStatus());
    }

    @Test
    void fieldsThatCameLaterArePassedOver() throws IOException {
        String json = text(StatusJson.write(Examples.jobStatus())).replaceFirst("\\{", "{\"later\":[1],");
        assertThat(StatusJson.readJob(json.getBytes(StandardCharsets.UTF_8))).isEqualTo(Examples.jobStatus());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "\"job\"", "{\"v\":1,\"kind\":\"job\",\"job\":null}", "\u0000"})
    void whatIsNoStatusIsRefused(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> StatusJson.readJob(bytes));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> StatusJson.readInstance(bytes));
    }

    @Test
    void numbersThatAreNoneAreNull() {
        assertThat(StatusJson.finite(Double.NaN)).isNull();
        assertThat(StatusJson.finite(Double.NEGATIVE_INFINITY)).isNull();
        assertThat(StatusJson.finite(-0.5)).isEqualTo(-0.5);
    }

    @Test
    void noJobIdLooksLikeAnInstance() {
        assertThat(StatusJson.isInstance(StatusJson.instanceKey("node-1:4711"))).isTrue();
        assertThat(StatusJson.isInstance("instance")).isFalse();
        assertThat(StatusJson.instanceKey("a")).contains("/");
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
