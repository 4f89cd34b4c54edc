package io.gridmill.cluster.joining;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections whose handshake is under way. There are so many seats; who comes when all are taken
 * has the seat of whoever sits there longest, once that one has had a little time, so that those who
 * say nothing keep nobody out. Who comes when many wait for that is sent away. Thread-safe.
 */
final class WaitingRoom {
    private static final Logger LOG = LoggerFactory.getLogger(WaitingRoom.class);

    private final int seats;
    private final int mostAtDoor;
    private final long leastNanos;
    private final LongSupplier clock;
    private final Deque<Seat> taken = new ArrayDeque<>();
    private int atDoor;

    /**
     * An empty room.
     *
     * @param seats handshakes at once
     * @param mostAtDoor connections that wait for a seat
     * @param leastNanos how long a seat is safe
     * @param clock monotonic, nanoseconds
     */
    WaitingRoom(int seats, int mostAtDoor, long leastNanos, LongSupplier clock) {
        this.seats = seats;
        this.mostAtDoor = mostAtDoor;
        this.leastNanos = leastNanos;
        this.clock = clock;
    }

    /** A connection that is let wait. */
    final class Seat implements AutoCloseable {
        private final Closeable connection;
        private final long since = clock.getAsLong();

        private Seat(Closeable connection) {
            this.connection = connection;
        }

        @Override
        public void close() {
            leave(this);
        }
    }

    /**
     * Takes a seat, perhaps after a wait of no more than the time that seats are safe.
     *
     * @throws IOException when too many wait
     */
    synchronized Seat enter(Closeable connection) throws IOException {
        if (atDoor >= mostAtDoor) {
            throw new IOException("Too many connections wait for their handshake");
        }
        atDoor++;
        try {
            while (taken.size() >= seats) {
                Seat longest = taken.getFirst();
                long left = leastNanos - (clock.getAsLong() - longest.since);
                if (left <= 0) {
                    taken.removeFirst();
                    hangUp(longest.connection);
                } else {
                    TimeUnit.NANOSECONDS.timedWait(this, left);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("This member ends", e);
        } finally {
            atDoor--;
        }
        Seat seat = new Seat(connection);
        taken.addLast(seat);
        return seat;
    }

    private synchronized void leave(Seat seat) {
        taken.remove(seat);
        notifyAll();
    }

    private static void hangUp(Closeable connection) {
        try {
            connection.close();
        } catch (IOException e) {
            LOG.debug("A connection that said nothing could not be closed", e);
        }
    }
}
