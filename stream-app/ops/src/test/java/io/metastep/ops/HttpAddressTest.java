package io.metastep.ops;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAddressTest {
    @Test
    void hostAndPort() {
        assertThat(HttpAddress.parse("0.0.0.0:8080")).contains(new HttpAddress("0.0.0.0", 8080));
        assertThat(HttpAddress.parse("[::1]:80")).contains(new HttpAddress("[::1]", 80));
    }

    @Test
    void aPortAloneIsOnThisMachine() {
        assertThat(HttpAddress.parse("9000")).contains(new HttpAddress("127.0.0.1", 9000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "host", "host:", ":80", " :80", "host:65536", "host:-1", "::1:80", "host:80x"})
    void anythingElseIsNone(String text) {
        assertThat(HttpAddress.parse(text)).isEmpty();
    }
}
