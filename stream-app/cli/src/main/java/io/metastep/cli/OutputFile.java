package io.metastep.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.stream.Stream;

/** Files and folders that a command writes: whether it can is found out before the work, not after minutes of it. */
public final class OutputFile {

    private OutputFile() {}

    /** Adds what would keep the file from being written. */
    public static void check(String option, Path file, Problems problems) {
        problem(file).ifPresent(problem -> problems.add(option + ": " + problem));
    }

    /** Like {@link #check}, and a file that is there already is a problem unless it may be replaced. */
    public static void checkNew(String option, Path file, boolean mayReplace, Problems problems) {
        check(option, file, problems);
        boolean isInTheWay = !mayReplace && Files.exists(file) && !Files.isDirectory(file);
        problems.require(
                !isInTheWay, option + ": " + file + " exists; choose another name, or replace it with --force");
    }

    /**
     * Writes a file whole or not at all: what was there before stays until the new one is complete. Fails with a {@link
     * CommandFailure}.
     */
    public static void write(String option, Path file, byte[] content) {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                Files.write(file, content); // a device or a pipe, which nothing may take the place of
            } else {
                replace(Files.exists(file) ? file.toRealPath() : file, content);
            }
        } catch (IOException e) {
            throw CommandFailure.failed("%s: could not write %s: %s".formatted(option, file, e.getMessage()));
        }
    }

    private static void replace(Path file, byte[] content) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.write(unfinished, content);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** Makes the folder if it does not exist; adds what would keep files from being written into it. */
    public static void checkFolder(String option, Path folder, Problems problems) {
        try {
            problems.require(
                    Files.isWritable(Files.createDirectories(folder)),
                    option + ": no permission to write in " + folder + "; choose another folder");
        } catch (IOException e) {
            problems.add(option + ": " + folder + " is not a folder and cannot be made one; choose another");
        }
    }

    /** The same; adds a problem too if something is in the folder. */
    public static void checkEmptyFolder(String option, Path folder, Problems problems) {
        checkFolder(option, folder, problems);
        problems.require(
                !Files.isDirectory(folder) || isEmpty(folder),
                option + ": " + folder + " is not empty; choose another folder");
    }

    /** Whether nothing is in the folder. */
    public static boolean isEmpty(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    /** Writes a file whole or not at all. */
    public static void write(Path file, String text) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(unfinished, text);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Optional<String> problem(Path file) {
        Path folder = folder(file);
        if (Files.isDirectory(file)) {
            return Optional.of(file + " is a folder; give the name of a file");
        }
        if (!Files.isDirectory(folder)) {
            return Optional.of("there is no folder " + folder + "; create it, or choose another one");
        }
        boolean isWritable = Files.isWritable(Files.exists(file) ? file : folder);
        return isWritable
                ? Optional.empty()
                : Optional.of("no permission to write " + file + "; choose another place, or change its permissions");
    }

    private static Path folder(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file : parent;
    }
}
