package io.metastep.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that an option names. */
public final class InputFile {

    private InputFile() {}

    /** Why it could not be read, for people: the message of an {@link IOException} is often its name and nothing else. */
    public static String reason(Path file, Exception failure) {
        if (Files.notExists(file)) {
            return "no such file";
        }
        if (Files.isDirectory(file)) {
            return "it is a folder";
        }
        if (failure instanceof AccessDeniedException) {
            return "no permission";
        }
        return failure instanceof CharacterCodingException ? "it is not text" : String.valueOf(failure.getMessage());
    }
}
