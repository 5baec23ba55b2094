package io.metastep.ops;

/** Somebody else listens there, or this machine has no such address. */
public final class AddressInUseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AddressInUseException(HttpAddress address, Throwable cause) {
        super("Cannot listen on " + address + ": " + cause.getMessage(), cause);
    }
}
