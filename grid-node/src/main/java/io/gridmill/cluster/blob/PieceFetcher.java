package io.gridmill.cluster.blob;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.IExecutorService;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Gets pieces of blobs from other members. At most {@value #IN_FLIGHT} are on their way at once; the
 * more streams are open, the smaller are the pieces, so that all streams together hold little.
 * Thread-safe.
 */
final class PieceFetcher {
    static final String EXECUTOR = "blob-read";
    static final int MAX_PIECE = 1 << 20;

    private static final int MIN_PIECE = 64 * 1024;
    private static final int MEMORY = 64 << 20;
    private static final int IN_FLIGHT = 32;
    private static final int STREAMS_READING_AHEAD = 32;
    private static final int TIMEOUT_SECONDS = 8;

    private final IExecutorService executor;
    private final Peers peers;
    private final Semaphore inFlight = new Semaphore(IN_FLIGHT);
    private final AtomicInteger streams = new AtomicInteger();
    private final AtomicLong held = new AtomicLong();
    private final AtomicLong mostHeld = new AtomicLong();

    PieceFetcher(HazelcastInstance instance, Peers peers) {
        this.executor = instance.getExecutorService(EXECUTOR);
        this.peers = peers;
    }

    /** Waits for a piece of exactly this length. */
    byte[] fetch(String digest, String holder, long offset, int length) throws IOException {
        Member member =
                peers.find(holder)
                        .orElseThrow(() -> new IOException("Member " + holder + " has left"));
        byte[] piece;
        try {
            inFlight.acquire();
            try {
                piece = await(executor.submitToMember(piece(digest, offset, length), member));
            } finally {
                inFlight.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Stopped while reading blob " + digest);
        } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
            throw new IOException("Member " + holder + " does not answer", e);
        }
        if (piece == null || piece.length != length) {
            throw new IOException("Member " + holder + " does not have blob " + digest);
        }
        return piece;
    }

    private static BlobCall.ReadPiece piece(String digest, long offset, int length) {
        return new BlobCall.ReadPiece(digest, offset, length);
    }

    private static <T> T await(Future<T> answer)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return answer.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } finally {
            answer.cancel(false);
        }
    }

    /** A piece is or will be in memory. */
    void hold(int length) {
        mostHeld.accumulateAndGet(held.addAndGet(length), Math::max);
    }

    /** It no longer is. */
    void letGo(int length) {
        held.addAndGet(-length);
    }

    void streamOpened() {
        streams.incrementAndGet();
    }

    void streamClosed() {
        streams.decrementAndGet();
    }

    /** How long a piece may be now. */
    int pieceLength() {
        return Math.clamp(MEMORY / Math.max(1, streams.get()), MIN_PIECE, MAX_PIECE);
    }

    boolean mayReadAhead() {
        return streams.get() <= STREAMS_READING_AHEAD;
    }

    /** The most bytes of pieces that were in memory at once since the start. */
    long mostHeld() {
        return mostHeld.get();
    }
}
