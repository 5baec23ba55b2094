package io.metastep.integration.containers;

import org.testcontainers.DockerClientFactory;

/** A volume that outlives the containers that use it one after another. */
record StateVolume(String name) implements AutoCloseable {
    /** An empty one. */
    static StateVolume create() {
        return new StateVolume(
                DockerClientFactory.instance().client().createVolumeCmd().exec().getName());
    }

    @Override
    public void close() {
        DockerClientFactory.instance().client().removeVolumeCmd(name).exec();
    }
}
