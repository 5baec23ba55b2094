package io.metastep.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** A new folder that closing removes with everything in it. */
public record TemporaryFolder(Path path) implements AutoCloseable {

    private static final int ATTEMPTS = 5;

    public static TemporaryFolder create(String prefix) {
        try {
            return new TemporaryFolder(Files.createTempDirectory(prefix));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not create a temporary folder", e);
        }
    }

    @Override
    public void close() {
        for (int attempt = 1; ; attempt++) {
            try {
                Files.walkFileTree(path, new Removal());
                return;
            } catch (IOException e) {
                // Whoever used it may still be writing while it goes.
                if (attempt == ATTEMPTS || !(e instanceof DirectoryNotEmptyException)) {
                    throw new UncheckedIOException("Could not remove the temporary folder " + path, e);
                }
            }
        }
    }

    /** Others may be removing the same files: what is gone already is fine. */
    private static final class Removal extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw e;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
