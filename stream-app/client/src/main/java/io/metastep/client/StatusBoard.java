package io.metastep.client;

import io.metastep.schemas.InstanceStatus;
import io.metastep.schemas.JobStatus;
import io.metastep.schemas.StatusJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The newest status of each job and instance. One thread. */
public final class StatusBoard {
    private final Map<String, JobStatus> jobs = new TreeMap<>();
    private final Map<String, InstanceStatus> instances = new TreeMap<>();
    private final Map<String, String> json = new TreeMap<>();
    private long unreadable;

    /**
     * Takes a record of the topic.
     *
     * @return its key; null if it cannot be read and changes nothing
     */
    @Nullable
    String put(byte @Nullable [] key, byte @Nullable [] value) {
        if (key == null) {
            unreadable++;
            return null;
        }
        String name = new String(key, StandardCharsets.UTF_8);
        if (value == null) {
            jobs.remove(name);
            instances.remove(name);
            json.remove(name);
            return name;
        }
        return read(name, value) ? name : null;
    }

    private boolean read(String key, byte[] value) {
        try {
            if (StatusJson.isInstance(key)) {
                instances.put(key, StatusJson.readInstance(value));
            } else {
                jobs.put(key, StatusJson.readJob(value));
            }
            json.put(key, new String(value, StandardCharsets.UTF_8));
            return true;
        } catch (IOException e) {
            unreadable++;
            return false;
        }
    }

    /** In order of their ids. */
    public List<JobStatus> jobs() {
        return List.copyOf(jobs.values());
    }

    /** In order of their names. */
    public List<InstanceStatus> instances() {
        return List.copyOf(instances.values());
    }

    public Optional<JobStatus> job(String jobId) {
        return Optional.ofNullable(jobs.get(jobId));
    }

    public Optional<InstanceStatus> instance(String name) {
        return Optional.ofNullable(instances.get(StatusJson.instanceKey(name)));
    }

    /** The JSON behind a key of the topic, as it was written. */
    public Optional<String> json(String key) {
        return Optional.ofNullable(json.get(key));
    }

    /** Records that were passed over. */
    public long unreadable() {
        return unreadable;
    }
}
