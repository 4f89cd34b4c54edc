package io.gridmill.cluster.members;

import com.hazelcast.core.HazelcastInstance;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Whether the copies of this member's records are in place. Hazelcast's look at them waits up to ten
 * seconds for a member that is silent, so it is taken in a thread of its own, one at a time: on the
 * threads of Hazelcast's operations, as its own question to the whole cluster does it, a few of them
 * would keep everything else waiting. Thread-safe.
 */
final class OwnBackups {
    /** Key in Hazelcast's user context. */
    private static final String CONTEXT_KEY = "gridmill.backups";

    private static final long GOOD_FOR_NANOS = 200_000_000L;

    private final HazelcastInstance hazelcast;
    private @Nullable CompletableFuture<Look> running;
    private @Nullable Look last;

    /**
     * What was seen.
     *
     * @param begun nanoTime of this member
     */
    record Look(boolean inPlace, long begun) {}

    private OwnBackups(HazelcastInstance hazelcast) {
        this.hazelcast = hazelcast;
    }

    /** The one of an instance. */
    static OwnBackups of(HazelcastInstance hazelcast) {
        return (OwnBackups)
                hazelcast
                        .getUserContext()
                        .computeIfAbsent(CONTEXT_KEY, _ -> new OwnBackups(hazelcast));
    }

    /** The last look, where it has just been taken, else the next one to end. */
    synchronized CompletableFuture<Look> look() {
        CompletableFuture<Look> now = running;
        if (now != null) {
            return now;
        }
        Look before = last;
        long begun = System.nanoTime();
        if (before != null && begun - before.begun <= GOOD_FOR_NANOS) {
            return CompletableFuture.completedFuture(before);
        }
        CompletableFuture<Look> next = new CompletableFuture<>();
        running = next;
        var _ = Thread.ofVirtual().name("gridmill-backups").start(() -> look(next, begun));
        return next;
    }

    private void look(CompletableFuture<Look> next, long begun) {
        boolean inPlace = false;
        try {
            inPlace = hazelcast.getPartitionService().isLocalMemberSafe();
        } catch (RuntimeException _) {
            // Stopping, or the master does not answer: nobody can say that they are.
        } finally {
            Look seen = new Look(inPlace, begun);
            synchronized (this) {
                running = null;
                last = seen;
            }
            next.complete(seen);
        }
    }
}
