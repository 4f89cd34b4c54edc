package io.gridmill.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridmill.report.JobChange;
import io.gridmill.report.JobStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One reader's stream of a job's changes as server-sent events.
 *
 * <p>The grid's watch calls {@link #tell} on a thread of its own and may be held there until the
 * connection takes more; meanwhile the grid folds what changes. So a slow reader costs one waiting
 * thread and one frame of memory. Exactly one subscriber.
 *
 * <p>Not a {@link org.reactivestreams.Publisher} itself: Micronaut puts a queue of hundreds of
 * items behind any publisher that a route answers with.
 */
final class EventStream {
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
    private static final byte[] HEARTBEAT = ": still here\n\n".getBytes(StandardCharsets.UTF_8);

    private final Function<Consumer<JobChange>, AutoCloseable> watching;
    private final Executor threads;
    private final Consumer<EventStream> onClose;
    private final String epoch = Long.toString(System.nanoTime(), 36).replace("-", "");

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // All below under the lock.
    private @Nullable Subscriber<? super byte[]> subscriber;
    private @Nullable AutoCloseable watch;
    private long demand;
    private long sent;
    private long lastSent = System.nanoTime();
    private boolean closed;

    /**
     * A stream that is not read yet.
     *
     * @param watching starts a watch that tells a consumer
     * @param threads where watches are started and closed, which may block
     * @param onClose told once when the stream has ended, whatever the reason
     */
    EventStream(
            Function<Consumer<JobChange>, AutoCloseable> watching,
            Executor threads,
            Consumer<EventStream> onClose) {
        this.watching = watching;
        this.threads = threads;
        this.onClose = onClose;
    }

    /** Starts telling the one reader, as fast as it asks for more. */
    void subscribe(Subscriber<? super byte[]> reader) {
        lock.lock();
        try {
            if (subscriber != null) {
                throw new IllegalStateException("An event stream is read once");
            }
            subscriber = reader;
            lastSent = System.nanoTime();
        } finally {
            lock.unlock();
        }
        reader.onSubscribe(new ReaderDemand());
        // The headers leave with the first bytes; a reader should not wait for them.
        tick(Duration.ZERO);
        threads.execute(this::start);
    }

    private void start() {
        AutoCloseable started;
        try {
            started = watching.apply(this::tell);
        } catch (RuntimeException e) {
            // The headers are out: all that can be said now is that the stream is over.
            LOG.warn("A watch could not be started", e);
            finish();
            return;
        }
        boolean tooLate;
        lock.lock();
        try {
            tooLate = closed;
            watch = started;
        } finally {
            lock.unlock();
        }
        if (tooLate) {
            stop(started);
        }
    }

    private void tell(JobChange change) {
        byte[] data = data(change);
        lock.lock();
        try {
            while (demand == 0 && !closed) {
                changed.awaitUninterruptibly();
            }
            if (closed) {
                return;
            }
            sent++;
            String head = "event: " + name(change) + "\nid: " + epoch + "-" + sent + "\ndata: ";
            send(framed(head, data));
        } finally {
            lock.unlock();
        }
        if (change instanceof JobChange.Ended) {
            finish();
        }
    }

    /**
     * Breaks the silence, and gives up on a stream that nobody came to read.
     *
     * @return whether there was silence
     */
    boolean tick(Duration silence) {
        boolean silent;
        boolean unread;
        lock.lock();
        try {
            silent = System.nanoTime() - lastSent >= silence.toNanos();
            unread = silent && subscriber == null;
            if (silent && subscriber != null && demand > 0 && !closed) {
                send(HEARTBEAT);
            }
        } finally {
            lock.unlock();
        }
        if (unread) {
            close();
        }
        return silent;
    }

    /** Ends the stream from this side. */
    void finish() {
        lock.lock();
        try {
            if (!closed && subscriber != null) {
                subscriber.onComplete();
            }
        } finally {
            lock.unlock();
        }
        close();
    }

    /** Lets go of everything; nothing is sent after this. */
    void close() {
        AutoCloseable running;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            running = watch;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        onClose.accept(this);
        if (running != null) {
            threads.execute(() -> stop(running));
        }
    }

    private void send(byte[] frame) {
        demand--;
        lastSent = System.nanoTime();
        if (subscriber != null) {
            subscriber.onNext(frame);
        }
    }

    private static void stop(AutoCloseable watch) {
        try {
            watch.close();
        } catch (Exception e) {
            LOG.warn("A watch could not be closed", e);
        }
    }

    private static String name(JobChange change) {
        return switch (change) {
            case JobChange.Reset _ -> "reset";
            case JobChange.Progress _ -> "progress";
            case JobChange.Tasks _ -> "tasks";
            case JobChange.Ended _ -> "end";
        };
    }

    private static byte[] data(JobChange change) {
        return switch (change) {
            case JobChange.Reset(JobStatus job) -> ofJob(job);
            case JobChange.Progress(JobStatus job) -> ofJob(job);
            case JobChange.Tasks tasks -> Json.bytes(tasks);
            case JobChange.Ended(JobStatus job) -> ofJob(job);
        };
    }

    private static byte[] ofJob(JobStatus job) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        return Json.bytes(node.set("job", Json.tree(job)));
    }

    /** JSON on one line never holds a line break, so one data line is enough. */
    private static byte[] framed(String head, byte[] data) {
        byte[] start = head.getBytes(StandardCharsets.UTF_8);
        byte[] frame = new byte[start.length + data.length + 2];
        System.arraycopy(start, 0, frame, 0, start.length);
        System.arraycopy(data, 0, frame, start.length, data.length);
        frame[frame.length - 2] = '\n';
        frame[frame.length - 1] = '\n';
        return frame;
    }

    /** What the connection asks for. */
    private final class ReaderDemand implements Subscription {
        @Override
        public void request(long count) {
            lock.lock();
            try {
                demand = demand + count < 0 ? Long.MAX_VALUE : demand + count;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void cancel() {
            close();
        }
    }
}
