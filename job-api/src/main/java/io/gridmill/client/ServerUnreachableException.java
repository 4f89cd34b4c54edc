package io.gridmill.client;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** No answer came: the server is down, the address is wrong, or the connection broke. */
public final class ServerUnreachableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient URI server;

    public ServerUnreachableException(URI server, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.server = server;
    }

    /** The address that was tried. */
    public URI server() {
        return server;
    }
}
