package io.metastep.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.metastep.optimizer.BlockState.Encoding;
import io.metastep.schemas.CanaryShare;
import io.metastep.streams.core.CoreSettings;
import io.metastep.streams.core.GuardSettings;
import io.metastep.streams.core.TrajectorySettings;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private static SettingsBuilder builder() {
        return ApplicationSettings.builder("localhost:9092");
    }

    @Test
    void defaults_are_what_the_documentation_says() {
        ApplicationSettings settings = builder().build();
        assertThat(settings.applicationId()).isEqualTo("metastep");
        assertThat(settings.topics().gradients()).isEqualTo("metastep.gradients.v1");
        assertThat(settings.threads()).isEqualTo(1);
        assertThat(settings.standbyReplicas()).isZero();
        assertThat(settings.commitInterval()).isEqualTo(Duration.ofMillis(10));
        assertThat(settings.poll()).isEqualTo(Duration.ofMillis(5));
        assertThat(settings.sessionTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.closeTimeout()).isEqualTo(Duration.ofSeconds(25));
        assertThat(settings.liveBytes()).isEqualTo(Runtime.getRuntime().maxMemory() / 2);
        assertThat(settings.jobStateBytes()).isEqualTo(2 * settings.liveBytes());
        assertThat(settings.stateBytes()).isEqualTo(10 * settings.liveBytes());
        assertThat(settings.groupProtocol()).isEqualTo(GroupProtocol.CLASSIC);
        assertThat(settings.core())
                .isEqualTo(new CoreSettings(
                        20,
                        5,
                        Duration.ofHours(24),
                        Duration.ofSeconds(60),
                        200_000,
                        1L << 30,
                        Duration.ofMinutes(10),
                        400_000,
                        GuardSettings.DEFAULTS,
                        new TrajectorySettings(0.1, 5),
                        new CanaryShare(0.2),
                        Encoding.FLOAT32));
    }

    @Test
    void all_problems_are_listed_at_once() {
        SettingsBuilder wrong = ApplicationSettings.builder(" ")
                .applicationId("a b")
                .topicPrefix("-")
                .threads(0)
                .standbyReplicas(-1)
                .commitInterval(Duration.ZERO)
                .poll(Duration.ofMinutes(1))
                .sessionTimeout(Duration.ofSeconds(1))
                .closeTimeout(Duration.ZERO)
                .liveBytes(1)
                .unrollLength(0)
                .unrollsPerSnapshot(0)
                .idleTime(Duration.ZERO)
                .evictionIdleTime(Duration.ofSeconds(-1))
                .replayRecords(0)
                .replayBytes(0)
                .replayTime(Duration.ZERO)
                .rewindRecords(-1)
                .trajectoryShare(Double.NaN)
                .creditTail(-1)
                .canaryShare(1.5)
                .clientProperties(Map.of("processing.guarantee", "at_least_once", "isolation.level", "x"));
        assertThatThrownBy(wrong::build)
                .isInstanceOfSatisfying(InvalidSettingsException.class, e -> assertThat(e.problems())
                        .hasSize(23));
    }

    @Test
    void problems_say_durations_and_sizes_as_people_write_them() {
        SettingsBuilder wrong = builder()
                .commitInterval(Duration.ofMillis(-5))
                .poll(Duration.ofMinutes(1))
                .liveBytes(0);
        assertThat(problems(wrong).problems())
                .containsExactly(
                        "liveBytes is 0 MiB, expected at least 1 MiB",
                        "commitInterval is -5 ms, expected 1 ms to 10 s",
                        "poll is 1 min, expected 1 ms to 10 s");
    }

    @Test
    void problems_call_settings_what_their_reader_calls_them() {
        SettingsBuilder wrong = builder()
                .threads(0)
                .topicPrefix("-")
                .unrollLength(1_020)
                .clientProperties(Map.of("isolation.level", "x"));
        InvalidSettingsException problems = problems(wrong);
        assertThat(problems.problems(setting -> "<" + setting + ">"))
                .satisfiesExactly(
                        problem -> assertThat(problem).startsWith("<TOPIC_PREFIX>: Topic prefix '-' is not valid"),
                        problem -> assertThat(problem).isEqualTo("<THREADS> is 0, expected 1 to 256"),
                        problem -> assertThat(problem)
                                .isEqualTo("<UNROLL_LENGTH> and <CREDIT_TAIL> are 1020 and 5, expected a sum of at most"
                                        + " 1024 unless <TRAJECTORY_SHARE> is 0"),
                        problem -> assertThat(problem).startsWith("<CLIENT_PROPERTIES>: isolation.level is there"));
        assertThat(problems).hasMessageContaining("threads is 0, expected 1 to 256");
    }

    private static InvalidSettingsException problems(SettingsBuilder wrong) {
        return catchThrowableOfType(InvalidSettingsException.class, wrong::build);
    }

    @Test
    void the_catalogue_has_every_setting_of_the_builder() {
        Stream<String> builders = Arrays.stream(SettingsBuilder.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && method.getParameterCount() == 1)
                .map(Method::getName);
        assertThat(Arrays.stream(Setting.values()).map(Setting::property))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(builders, Stream.of("bootstrapServers")).toList());
    }

    @Test
    void kafkas_own_objections_are_passed_on() {
        SettingsBuilder wrong = builder().clientProperties(Map.of("state.cleanup.delay.ms", "long"));
        assertThatThrownBy(wrong::build)
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("state.cleanup.delay.ms");
    }

    @Test
    void client_properties_reach_kafka_but_promises_stand() {
        ApplicationSettings settings = builder()
                .clientProperties(Map.of("security.protocol", "SSL", "statestore.cache.max.bytes", "1000"))
                .build();
        Properties properties = StreamsProperties.of(settings);
        assertThat(properties)
                .containsEntry("security.protocol", "SSL")
                .containsEntry("statestore.cache.max.bytes", "1000")
                .containsEntry("processing.guarantee", "exactly_once_v2")
                .containsEntry("main.consumer.max.poll.interval.ms", "1800000")
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("global.consumer.isolation.level", "read_committed")
                .containsEntry("restore.consumer.isolation.level", "read_committed");
        assertThat(StreamsProperties.reader(settings, "replay"))
                .containsEntry("security.protocol", "SSL")
                .containsEntry("isolation.level", "read_committed");
    }

    @Test
    void standbys_reach_kafka_where_it_takes_them_from_the_client() {
        assertThat(StreamsProperties.of(builder().standbyReplicas(2).build()))
                .containsEntry("num.standby.replicas", "2");
        assertThat(problems(builder().standbyReplicas(1).groupProtocol(GroupProtocol.STREAMS))
                        .problems())
                .singleElement()
                .asString()
                .startsWith("standbyReplicas is 1, expected 0 with groupProtocol STREAMS");
        assertThat(problems(builder().standbyReplicas(11)).problems())
                .containsExactly("standbyReplicas is 11, expected 0 to 10");
    }

    @Test
    void the_session_timeout_is_the_clients_under_the_classic_protocol_only() {
        for (GroupProtocol protocol : List.of(GroupProtocol.CLASSIC, GroupProtocol.STREAMS)) {
            Properties properties =
                    StreamsProperties.of(builder().groupProtocol(protocol).build());
            assertThat(properties.containsKey("main.consumer.session.timeout.ms"))
                    .isEqualTo(protocol == GroupProtocol.CLASSIC);
        }
    }
}
