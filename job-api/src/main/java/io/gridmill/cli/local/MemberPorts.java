package io.gridmill.cli.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * Ports for members. Which one a member has is known when it has bound it: between looking for a
 * free one and binding it, another process may take it.
 */
public final class MemberPorts {
    /** As many are tried where any will do. */
    public static final int MANY = 1_000;

    private static final int LAST = 65_535;

    private MemberPorts() {}

    /** As many ports as there are from the first one on, at most so many. */
    public static int most(int first, int wanted) {
        return Math.clamp(LAST - first + 1, 1, wanted);
    }

    /** Whether a server could listen on the port of this address now. */
    public static boolean isFree(String host, int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(host))) {
            return socket.isBound();
        } catch (IOException _) {
            return false;
        }
    }
}
