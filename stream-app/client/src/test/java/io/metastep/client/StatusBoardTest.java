package io.metastep.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatusBoardTest {
    private static final String JOB = """
            {"v":1,"kind":"job","job":"a","at":5,"state":"%s","attempt":1,"workload":"","step":3,"stepsPerSecond":null,
            "coordinatesPerSecond":null,"loss":{},"size":{},"mode":"learned","blocks":{},"optimizers":[],"counts":{},
            "latency":{},"partitions":[0],"instances":["x"],"later":true}""";
    private static final String INSTANCE = """
            {"v":1,"kind":"instance","instance":"x","application":"m","at":7,"state":"running","uptimeSeconds":1,
            "version":"1","kernel":"scalar","threads":{},"partitions":[],"memory":{},"recovery":{},"optimizers":[]}""";

    private final StatusBoard board = new StatusBoard();

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private @Nullable String put(@Nullable String key, @Nullable String value) {
        return board.put(bytes(key), bytes(value));
    }

    @Test
    void theNewestOfEachKeyHolds() {
        assertThat(put("a", JOB.formatted("active"))).isEqualTo("a");
        assertThat(put("instance/x", INSTANCE)).isEqualTo("instance/x");
        put("a", JOB.formatted("closed"));
        assertThat(board.jobs()).hasSize(1);
        assertThat(board.job("a"))
                .hasValueSatisfying(job -> assertThat(job.state()).isEqualTo("closed"));
        assertThat(board.instances()).hasSize(1);
        assertThat(board.instance("x"))
                .hasValueSatisfying(instance -> assertThat(instance.at()).isEqualTo(7));
        assertThat(board.json("a")).hasValueSatisfying(json -> assertThat(json).contains("\"later\":true"));
    }

    @Test
    void whatIsDeletedIsGone() {
        put("a", JOB.formatted("active"));
        put("instance/x", INSTANCE);
        assertThat(put("a", null)).isEqualTo("a");
        assertThat(put("instance/x", null)).isEqualTo("instance/x");
        assertThat(board.jobs()).isEmpty();
        assertThat(board.instances()).isEmpty();
        assertThat(board.json("a")).isEmpty();
    }

    @Test
    void whatCannotBeReadLeavesWhatWasThere() {
        put("a", JOB.formatted("active"));
        assertThat(put("a", "{}")).isNull();
        assertThat(put("a", "garbage")).isNull();
        assertThat(put(null, JOB)).isNull();
        assertThat(board.job("a")).isPresent();
        assertThat(board.unreadable()).isEqualTo(3);
    }
}
