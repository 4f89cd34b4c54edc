package io.gridmill.cluster.blob;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps the files of digests that are about to be listed in a record from being deleted, and orders
 * what is done to the file of one digest. Thread-safe.
 */
final class Pins {
    private static final int STRIPES = 64;

    private final ConcurrentHashMap<String, Integer> counts = new ConcurrentHashMap<>();
    private final ReentrantLock[] locks = new ReentrantLock[STRIPES];

    Pins() {
        for (int i = 0; i < STRIPES; i++) {
            locks[i] = new ReentrantLock();
        }
    }

    /** While it is open the digest's file is not deleted. */
    interface Pin extends AutoCloseable {
        @Override
        void close();
    }

    Pin pin(String digest) {
        counts.merge(digest, 1, Integer::sum);
        return () -> counts.computeIfPresent(digest, (_, n) -> n == 1 ? null : n - 1);
    }

    boolean isPinned(String digest) {
        return counts.containsKey(digest);
    }

    /** Held while the file of the digest is put in its place or taken away, never for longer. */
    ReentrantLock lock(String digest) {
        return locks[Math.floorMod(digest.hashCode(), STRIPES)];
    }
}
