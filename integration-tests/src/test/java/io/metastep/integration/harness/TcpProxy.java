package io.metastep.integration.harness;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A network between clients and one port of this machine that can be cut, silenced and slowed down. Thread-safe. */
public final class TcpProxy implements Closeable {
    private static final int CHUNK = 64 << 10;

    /** What becomes of what is sent through it. */
    private enum State {
        OPEN,
        /** Connections are closed and refused. */
        CUT,
        /** Connections stay, nothing arrives. */
        SILENT
    }

    private final ServerSocket server;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong delayed = new AtomicLong();
    private final AtomicLong held = new AtomicLong();
    private volatile State state = State.OPEN;
    private volatile Duration delay = Duration.ZERO;

    private TcpProxy(ServerSocket server, int target) {
        this.server = server;
        this.target = target;
    }

    /** Starts one that leads to the port. */
    public static TcpProxy to(int port) {
        try {
            TcpProxy proxy = new TcpProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
            proxy.run(proxy::accept, "proxy-" + port);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Closes all connections and refuses new ones. */
    public void cut() {
        state = State.CUT;
        sockets.forEach(TcpProxy::closeQuietly);
    }

    /** Lets nothing arrive any more, without telling anybody. */
    public void silence() {
        state = State.SILENT;
    }

    /** Holds everything back for so long. */
    public void slowDown(Duration by) {
        delay = by;
    }

    /** A good network again; connections that were silent are reset. */
    public void heal() {
        boolean wasSilent = state == State.SILENT;
        delay = Duration.ZERO;
        state = State.OPEN;
        if (wasSilent) {
            sockets.forEach(TcpProxy::closeQuietly);
        }
    }

    /** Connections refused so far. */
    public long refused() {
        return refused.get();
    }

    /** Pieces held back for a while so far. */
    public long delayed() {
        return delayed.get();
    }

    /** Pieces that came while nothing got through. */
    public long held() {
        return held.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                if (state == State.CUT) {
                    refused.incrementAndGet();
                    client.close();
                } else {
                    connect(client);
                }
            } catch (IOException e) {
                // The other side is not there, or this proxy is closed.
                refused.incrementAndGet();
            }
        }
    }

    private void connect(Socket client) throws IOException {
        try {
            Socket there = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(client);
            sockets.add(there);
            run(() -> pump(client, there), "proxy-to-" + target);
            run(() -> pump(there, client), "proxy-from-" + target);
        } catch (IOException e) {
            client.close();
            throw e;
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] chunk = new byte[CHUNK];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                hold(from);
                out.write(chunk, 0, length);
            }
        } catch (IOException e) {
            // One side is gone; so is the other now.
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    /** Delays what comes, or keeps it until the network is back. */
    private void hold(Socket from) {
        long nanos = delay.toNanos();
        if (nanos > 0) {
            delayed.incrementAndGet();
            long until = System.nanoTime() + nanos;
            while (System.nanoTime() - until < 0) {
                LockSupport.parkNanos(until - System.nanoTime());
            }
        }
        if (state == State.SILENT) {
            held.incrementAndGet();
            while (state == State.SILENT && !from.isClosed()) {
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    private void run(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no use any more.
        }
    }

    @Override
    public void close() {
        state = State.CUT;
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sockets.forEach(TcpProxy::closeQuietly);
    }
}
