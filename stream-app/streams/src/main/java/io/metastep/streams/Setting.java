package io.metastep.streams;

/** One setting of the application. Problems name settings through this catalogue, so that others can call them otherwise. */
public enum Setting {
    BOOTSTRAP_SERVERS("bootstrapServers"),
    APPLICATION_ID("applicationId"),
    INSTANCE_NAME("instanceName"),
    TOPIC_PREFIX("topicPrefix"),
    STATE_DIRECTORY("stateDirectory"),
    THREADS("threads"),
    STANDBY_REPLICAS("standbyReplicas"),
    COMMIT_INTERVAL("commitInterval"),
    POLL("poll"),
    SESSION_TIMEOUT("sessionTimeout"),
    CLOSE_TIMEOUT("closeTimeout"),
    LIVE_BYTES("liveBytes"),
    JOB_STATE_BYTES("jobStateBytes"),
    STATE_BYTES("stateBytes"),
    UNROLL_LENGTH("unrollLength"),
    UNROLLS_PER_SNAPSHOT("unrollsPerSnapshot"),
    SNAPSHOT_ENCODING("snapshotEncoding"),
    IDLE_TIME("idleTime"),
    EVICTION_IDLE_TIME("evictionIdleTime"),
    REPLAY_RECORDS("replayRecords"),
    REPLAY_BYTES("replayBytes"),
    REPLAY_TIME("replayTime"),
    REWIND_RECORDS("rewindRecords"),
    TRAJECTORY_SHARE("trajectoryShare"),
    CREDIT_TAIL("creditTail"),
    CANARY_SHARE("canaryShare"),
    GROUP_PROTOCOL("groupProtocol"),
    CLIENT_PROPERTIES("clientProperties");

    private final String property;

    Setting(String property) {
        this.property = property;
    }

    /** Its method of {@link SettingsBuilder}. */
    public String property() {
        return property;
    }
}
