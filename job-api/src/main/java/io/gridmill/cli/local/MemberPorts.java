package io.gridmill.cli.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Ports for members on the loopback address. */
public final class MemberPorts {
    private static final int LAST = 65_535;

    private MemberPorts() {}

    /**
     * Ports that nobody listens on, in ascending order from {@code first}. Not the system's choice
     * of free ports: those it also gives to outgoing connections, and a member that is started
     * again must find its port free.
     */
    public static List<Integer> free(int first, int count) {
        List<Integer> ports = new ArrayList<>();
        for (int port = first; ports.size() < count; port++) {
            if (port > LAST) {
                throw new IllegalStateException(
                        "There are no " + count + " free ports from " + first + " on");
            }
            if (isFree(port)) {
                ports.add(port);
            }
        }
        return ports;
    }

    /** Whether a server could listen on the port of the loopback address now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.isBound();
        } catch (IOException _) {
            return false;
        }
    }
}
