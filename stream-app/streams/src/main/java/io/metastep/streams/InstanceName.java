package io.metastep.streams;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** What instances call themselves. */
final class InstanceName {
    static final String RULE = "1 to 200 letters, digits, '.', '_', ':', '-'";

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._:-]{1,200}");
    private static final int HOST_CHARS = 150;

    private InstanceName() {}

    static boolean isValid(String name) {
        return NAME.matcher(name).matches();
    }

    /** {@code host:pid}. */
    static String ofThisProcess() {
        String host = host().replaceAll("[^a-zA-Z0-9._:-]", "-");
        return host.substring(0, Math.min(HOST_CHARS, host.length())) + ":"
                + ProcessHandle.current().pid();
    }

    private static String host() {
        String told = System.getenv("HOSTNAME");
        if (told != null && !told.isBlank()) {
            return told;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
