package io.metastep.cli.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports of the loopback address. */
final class Ports {

    private Ports() {}

    /** A port nobody listens on at this moment. */
    static int free() throws IOException {
        return probe(0);
    }

    /** A free port other than the given one: a port that was found free may be found a second time. */
    static int freeBesides(int taken) throws IOException {
        int port = free();
        return port == taken ? freeBesides(taken) : port;
    }

    /** Whether nobody listens on the port at this moment. */
    static boolean isFree(int port) {
        try {
            return probe(port) == port;
        } catch (IOException e) {
            return false;
        }
    }

    private static int probe(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
