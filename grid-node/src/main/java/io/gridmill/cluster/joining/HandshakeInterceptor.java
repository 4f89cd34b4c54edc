package io.gridmill.cluster.joining;

import com.hazelcast.nio.MemberSocketInterceptor;
import io.gridmill.join.Handshake;
import io.gridmill.join.JoinFacts;
import io.gridmill.join.RefusedException;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/**
 * Asks for a handshake on every connection, before Hazelcast reads a byte of it. It runs on threads
 * of Hazelcast's executor for connections. Thread-safe.
 */
final class HandshakeInterceptor implements MemberSocketInterceptor {
    /** Handshakes at once; the executor must have threads for these and those at the door. */
    static final int SEATS = 32;

    static final int AT_DOOR = 16;

    private static final long SAFE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long ACCEPT_NANOS = TimeUnit.SECONDS.toNanos(2);
    // Longer, since the other side's threads may have to get to it first.
    private static final long CONNECT_NANOS = TimeUnit.SECONDS.toNanos(4);

    private final Handshake handshake;
    private final Consumer<String> gaveWay;
    private final WaitingRoom room = new WaitingRoom(SEATS, AT_DOOR, SAFE_NANOS, System::nanoTime);
    private final RefusalLog log =
            new RefusalLog(LoggerFactory.getLogger(HandshakeInterceptor.class), System::nanoTime);
    private final AtomicLong passed = new AtomicLong();

    /**
     * One for a member.
     *
     * @param gaveWay is told why this member cannot join
     */
    HandshakeInterceptor(Handshake handshake, Consumer<String> gaveWay) {
        this.handshake = handshake;
        this.gaveWay = gaveWay;
    }

    @Override
    public void init(Properties properties) {
        // It has all it needs.
    }

    /** Connections that were let through since the start. */
    long passed() {
        return passed.get();
    }

    @Override
    public void onAccept(Socket socket) throws IOException {
        try (WaitingRoom.Seat _ = room.enter(socket)) {
            shake(socket, ACCEPT_NANOS, handshake::accept);
        }
    }

    @Override
    public void onConnect(Socket socket) throws IOException {
        shake(socket, CONNECT_NANOS, handshake::connect);
    }

    private interface Side {
        JoinFacts run(InputStream in, OutputStream out) throws IOException;
    }

    private void shake(Socket socket, long nanos, Side side) throws IOException {
        String host = host(socket);
        try (Patience in = new Patience(socket, nanos)) {
            side.run(in, socket.getOutputStream());
            socket.setSoTimeout(0);
            passed.incrementAndGet();
        } catch (RefusedException e) {
            log.refused(host, String.valueOf(e.getMessage()));
            if (e.endsThis()) {
                gaveWay.accept(
                        "The member at "
                                + host
                                + ":"
                                + socket.getPort()
                                + " does not take this node. "
                                + e.getMessage());
            }
            throw e;
        } catch (SocketTimeoutException | EOFException e) {
            log.refused(host, "It did not say in time who it is");
            throw e;
        }
    }

    private static String host(Socket socket) {
        return socket.getRemoteSocketAddress() instanceof InetSocketAddress address
                ? address.getAddress().getHostAddress()
                : "an unknown address";
    }

    /** A socket's input that ends at a moment, however many bytes still come one by one. */
    private static final class Patience extends FilterInputStream {
        private final Socket socket;
        private final long deadline;

        Patience(Socket socket, long nanos) throws IOException {
            super(socket.getInputStream());
            this.socket = socket;
            this.deadline = System.nanoTime() + nanos;
        }

        @Override
        public int read() throws IOException {
            limit();
            return super.read();
        }

        @Override
        public int read(byte[] bytes, int from, int count) throws IOException {
            limit();
            return super.read(bytes, from, count);
        }

        private void limit() throws IOException {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new SocketTimeoutException("The handshake takes too long");
            }
            socket.setSoTimeout((int) left);
        }

        /** The connection goes on; whoever opened it closes it. */
        @Override
        public void close() {
            // See above.
        }
    }
}
