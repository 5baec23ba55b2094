package io.metastep.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Standard output and error in UTF-8, whatever the locale says. */
final class StandardStreams {

    static final PrintWriter OUT = writer(FileDescriptor.out);
    static final PrintWriter ERR = writer(FileDescriptor.err);

    private StandardStreams() {}

    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
    }
}
