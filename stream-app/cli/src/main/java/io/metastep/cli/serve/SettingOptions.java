package io.metastep.cli.serve;

import io.metastep.cli.cluster.ClusterOptions;
import io.metastep.streams.Setting;

/** The option that sets each setting of the application: what the people at the command line know it by. */
final class SettingOptions {

    static final String APPLICATION_ID = "--application-id";
    static final String INSTANCE = "--instance";
    static final String THREADS = "--threads";
    static final String STANDBY_REPLICAS = "--standby-replicas";
    static final String STATE_DIRECTORY = "--state-dir";
    static final String COMMIT_INTERVAL = "--commit-interval";
    static final String POLL = "--poll";
    static final String SNAPSHOT_ENCODING = "--snapshot-encoding";
    static final String MEMORY = "--memory";
    static final String JOB_STATE = "--job-state";
    static final String ALL_STATE = "--all-state";
    static final String TRAJECTORY_SHARE = "--trajectory-share";
    static final String CANARY_SHARE = "--canary-share";

    private SettingOptions() {}

    /** What to call the setting. */
    static String name(Setting setting) {
        return switch (setting) {
            case BOOTSTRAP_SERVERS -> ClusterOptions.SERVERS_OPTION;
            case TOPIC_PREFIX -> ClusterOptions.PREFIX_OPTION;
            case CLIENT_PROPERTIES -> ClusterOptions.CONFIG_OPTION;
            case APPLICATION_ID -> APPLICATION_ID;
            case INSTANCE_NAME -> INSTANCE;
            case THREADS -> THREADS;
            case STANDBY_REPLICAS -> STANDBY_REPLICAS;
            case STATE_DIRECTORY -> STATE_DIRECTORY;
            case COMMIT_INTERVAL -> COMMIT_INTERVAL;
            case POLL -> POLL;
            case LIVE_BYTES -> MEMORY;
            case JOB_STATE_BYTES -> JOB_STATE;
            case STATE_BYTES -> ALL_STATE;
            case SNAPSHOT_ENCODING -> SNAPSHOT_ENCODING;
            case TRAJECTORY_SHARE -> TRAJECTORY_SHARE;
            case CANARY_SHARE -> CANARY_SHARE;
            // No option sets these: they are at their defaults, which nothing is wrong with.
            case SESSION_TIMEOUT,
                    CLOSE_TIMEOUT,
                    UNROLL_LENGTH,
                    UNROLLS_PER_SNAPSHOT,
                    IDLE_TIME,
                    EVICTION_IDLE_TIME,
                    REPLAY_RECORDS,
                    REPLAY_BYTES,
                    REPLAY_TIME,
                    REWIND_RECORDS,
                    CREDIT_TAIL,
                    GROUP_PROTOCOL -> setting.property();
        };
    }
}
