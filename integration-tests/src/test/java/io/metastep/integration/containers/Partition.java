package io.metastep.integration.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.ContainerNetwork;
import java.util.List;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;

/** A network that is cut between a container and all others. */
final class Partition {
    private Partition() {}

    /** Nobody in the network can reach the container while the work is done; then it has those names again. */
    static void around(GenericContainer<?> container, Network network, List<String> aliases, Runnable work) {
        DockerClient client = DockerClientFactory.instance().client();
        String id = container.getContainerId();
        client.disconnectFromNetworkCmd()
                .withNetworkId(network.getId())
                .withContainerId(id)
                .withForce(true)
                .exec();
        try {
            work.run();
        } finally {
            client.connectToNetworkCmd()
                    .withNetworkId(network.getId())
                    .withContainerId(id)
                    .withContainerNetwork(new ContainerNetwork().withAliases(aliases))
                    .exec();
        }
    }
}
