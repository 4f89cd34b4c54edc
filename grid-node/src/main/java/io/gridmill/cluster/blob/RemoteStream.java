package io.gridmill.cluster.blob;

import io.gridmill.execute.BytesGoneException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Part of a blob that other members hold, piece by piece, one piece ahead. When a holder fails it
 * goes on with another in mid-stream. A blob that is read as a whole is checked against its digest
 * before its last piece is handed out. For one thread.
 */
final class RemoteStream extends InputStream {
    private static final int ROUNDS = 6;
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final PieceFetcher fetcher;
    private final Range range;
    private final Supplier<List<String>> holders;
    private final ArrayDeque<String> candidates = new ArrayDeque<>();
    private final @Nullable MessageDigest check;
    private long position;
    private byte[] piece = new byte[0];
    private int used;
    private @Nullable FutureTask<byte[]> ahead;
    private int held;
    private boolean closed;

    /** Bytes of a blob, from an offset to an end within its size. */
    record Range(String digest, long size, long offset, long end) {
        boolean isWhole() {
            return offset == 0 && end == size;
        }
    }

    /**
     * @param holders who has the blob, asked again when none of the last answer serves
     */
    RemoteStream(PieceFetcher fetcher, Range range, Supplier<List<String>> holders) {
        this.fetcher = fetcher;
        this.range = range;
        this.holders = holders;
        this.check = range.isWhole() ? Digests.sha256() : null;
        this.position = range.offset();
        fetcher.streamOpened();
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (used == piece.length && !nextPiece()) {
            return -1;
        }
        int count = Math.min(length, piece.length - used);
        System.arraycopy(piece, used, bytes, offset, count);
        used += count;
        return count;
    }

    @Override
    public int available() {
        return piece.length - used;
    }

    private boolean nextPiece() throws IOException {
        if (closed) {
            throw new IOException("The stream is closed");
        }
        fetcher.letGo(piece.length);
        held -= piece.length;
        piece = new byte[0];
        used = 0;
        if (position == range.end()) {
            return false;
        }
        var task = ahead == null ? fetchAt(position) : ahead;
        ahead = null;
        if (!task.isDone()) {
            task.run(); // Nothing happens where a thread of its own runs it already.
        }
        piece = join(task); // What was held for it while it was fetched is held for it now.
        position += piece.length;
        checkDigest();
        if (position < range.end() && fetcher.mayReadAhead()) {
            ahead = fetchAt(position);
            Thread.ofVirtual().name("blob-read-ahead").start(ahead);
        }
        return true;
    }

    private FutureTask<byte[]> fetchAt(long from) {
        int length = (int) Math.min(fetcher.pieceLength(), range.end() - from);
        fetcher.hold(length);
        held += length;
        return new FutureTask<>(() -> fetch(from, length));
    }

    private static byte[] join(FutureTask<byte[]> task) throws IOException {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Stopped while reading a blob");
        } catch (ExecutionException | CancellationException e) {
            throw new IOException(e.getCause() == null ? e : e.getCause());
        }
    }

    private byte[] fetch(long from, int length) throws IOException, InterruptedException {
        IOException last = null;
        for (int round = 0; round < ROUNDS; round++) {
            if (candidates.isEmpty()) {
                var order = new ArrayList<>(holders.get());
                Collections.shuffle(order);
                candidates.addAll(order);
            }
            while (!candidates.isEmpty()) {
                try {
                    return fetcher.fetch(range.digest(), candidates.getFirst(), from, length);
                } catch (InterruptedIOException e) {
                    throw e;
                } catch (IOException e) {
                    last = e;
                    candidates.removeFirst();
                }
            }
            Thread.sleep(PAUSE.multipliedBy(1L << round));
        }
        throw new BytesGoneException("No member can give blob " + range.digest() + " now", last);
    }

    private void checkDigest() throws IOException {
        if (check == null) {
            return;
        }
        check.update(piece);
        if (position == range.end() && !Digests.text(check).equals(range.digest())) {
            throw new IOException("Blob " + range.digest() + " is corrupt on the member it is on");
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        fetcher.letGo(held);
        piece = new byte[0];
        used = 0;
        if (ahead != null) {
            ahead.cancel(true);
        }
        fetcher.streamClosed();
    }
}
