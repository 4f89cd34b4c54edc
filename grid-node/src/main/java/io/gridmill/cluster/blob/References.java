package io.gridmill.cluster.blob;

import io.gridmill.job.GridException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Who needs a blob: given, and taken away with the files that nobody needs then. Thread-safe. */
final class References {
    private static final int MAX_LENGTH = 200;
    private static final int OWED = 10_000;

    private final BlobRecords records;
    private final Copies copies;
    private final InstantSource clock;
    private final Duration uploadLease;
    private final BlockingQueue<Owed> owed = new ArrayBlockingQueue<>(OWED);

    private record Owed(String digest, String reference) {}

    References(BlobRecords records, Copies copies, InstantSource clock, Duration uploadLease) {
        this.records = records;
        this.copies = copies;
        this.clock = clock;
        this.uploadLease = uploadLease;
    }

    static void check(String reference) {
        if (reference.isEmpty()
                || reference.length() > MAX_LENGTH
                || reference.startsWith(BlobRecord.COMMIT)
                || reference.endsWith("*")) {
            throw new IllegalArgumentException("Not a blob reference: " + reference);
        }
    }

    /** Until when a reference given now counts. */
    long until(String reference) {
        return reference.equals(BlobStore.UPLOAD)
                ? clock.millis() + uploadLease.toMillis()
                : BlobRecord.FOREVER;
    }

    /** False where there is no such blob. */
    boolean add(String digest, String reference) {
        var change = new BlobChange.Refer(reference, until(reference));
        return records.apply(digest, change) != null;
    }

    void remove(String digest, String reference) {
        changeAll(List.of(digest), new BlobChange.Release(reference));
    }

    void removeAll(String prefix) {
        changeAll(records.referenced(prefix), new BlobChange.ReleaseAll(prefix));
    }

    /** Removes it now, or in a later {@link #settleOwed} where the records cannot be reached. */
    void removeSoon(String digest, String reference) {
        try {
            remove(digest, reference);
        } catch (GridException e) {
            if (!owed.offer(new Owed(digest, reference))) {
                throw e;
            }
        }
    }

    /** Once more what failed before; a few at a time. */
    void settleOwed(int most) {
        List<Owed> batch = new ArrayList<>();
        owed.drainTo(batch, most);
        batch.forEach(debt -> removeSoon(debt.digest(), debt.reference()));
    }

    /** Applies a change that may leave blobs unused, and has the files of those deleted. */
    void changeAll(Collection<String> digests, BlobChange change) {
        Map<String, List<String>> garbage = new HashMap<>();
        records.applyAll(
                digests,
                change,
                (digest, after) -> {
                    if (after.isUnused()) {
                        after.holders()
                                .forEach(
                                        holder ->
                                                garbage.computeIfAbsent(
                                                                holder, _ -> new ArrayList<>())
                                                        .add(digest));
                    }
                });
        copies.drop(garbage);
    }
}
