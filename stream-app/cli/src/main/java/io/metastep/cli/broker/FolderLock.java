package io.metastep.cli.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a folder to one broker. Kafka's own lock comes too late: by then a second broker has written to the cluster's metadata,
 * and the first one cannot go on.
 */
record FolderLock(FileChannel channel) implements AutoCloseable {

    private static final String FILE = ".metastep-lock";

    /** Locks the folder until it is closed or the JVM ends; fails if another broker has it. */
    static FolderLock of(Path folder) {
        try {
            FolderLock lock = new FolderLock(
                    FileChannel.open(folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE));
            if (!lock.acquire()) {
                lock.close();
                throw new BrokerStartException(
                        "Another broker is using the folder " + folder + "; stop it, or choose another folder");
            }
            return lock;
        } catch (IOException e) {
            throw new BrokerStartException("The broker cannot write in " + folder + "; choose another folder", e);
        }
    }

    private boolean acquire() throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
