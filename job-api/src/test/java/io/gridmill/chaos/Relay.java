package io.gridmill.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Carries connections from one machine to another, where no network does; slowly if told to. Thread-safe. */
final class Relay implements AutoCloseable {

    /** Makes the connection at the far end. */
    interface Dial {
        Socket connect() throws IOException;
    }

    private final ServerSocket server;
    private final Dial dial;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile long delayMillis;
    private volatile boolean refusing;

    private Relay(ServerSocket server, Dial dial) {
        this.server = server;
        this.dial = dial;
    }

    /** From any free port of this process's own loopback address. */
    static Relay here(Dial dial) throws IOException {
        return from(new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1")), dial);
    }

    /** From a server that listens already; the relay closes it. */
    static Relay from(ServerSocket server, Dial dial) {
        Relay relay = new Relay(server, dial);
        Thread.ofVirtual().start(relay::accept);
        return relay;
    }

    int port() {
        return server.getLocalPort();
    }

    /** Holds back each piece that goes to the far end for so long. */
    void delay(long millis) {
        delayMillis = millis;
    }

    /** Breaks all connections and takes no new ones, or takes them again. */
    void refuse(boolean on) {
        refusing = on;
        if (on) {
            open.forEach(Relay::quietly);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket near = server.accept();
                Thread.ofVirtual().start(() -> join(near));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void join(Socket near) {
        if (refusing) {
            quietly(near);
            return;
        }
        try {
            Socket far = dial.connect();
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            open.add(near);
            open.add(far);
            Thread.ofVirtual().start(() -> pump(far, near, false));
            pump(near, far, true);
        } catch (IOException e) {
            quietly(near); // nobody there: what the caller sees is a broken connection
        }
    }

    private void pump(Socket from, Socket to, boolean outward) {
        byte[] buffer = new byte[1 << 16];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (outward && delayMillis > 0) {
                    Thread.sleep(delayMillis);
                }
                out.write(buffer, 0, n);
                out.flush();
            }
        } catch (IOException e) {
            quietly(to); // one side is gone, so is the other
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            quietly(from);
            quietly(to);
            open.remove(from);
            open.remove(to);
        }
    }

    private static void quietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        open.forEach(Relay::quietly);
    }
}
