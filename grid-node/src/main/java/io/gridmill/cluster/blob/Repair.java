package io.gridmill.cluster.blob;

import io.gridmill.job.GridException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the records that this member owns true: each call looks at a bounded number. The records
 * are searched for a while after the members changed, while work is left, and once a minute.
 * Thread-safe.
 */
final class Repair {
    private static final Logger LOG = LoggerFactory.getLogger(Repair.class);
    private static final int RECORDS_AT_ONCE = 256;
    private static final int COPIES_AT_ONCE = 8;
    private static final int DEBTS_AT_ONCE = 64;
    private static final int LEFT_ALONE = 10_000;
    private static final long EVERY_NANOS = Duration.ofMinutes(1).toNanos();

    /** Records still move between members for a while after those have changed. */
    private static final long UNSETTLED_NANOS = Duration.ofSeconds(15).toNanos();

    private static final long TRY_AGAIN_NANOS = Duration.ofSeconds(5).toNanos();

    /** A member that is not seen for this long has left; one that just joined may not be seen yet. */
    private static final long GONE_NANOS = Duration.ofSeconds(2).toNanos();

    private final BlobStore.Links links;
    private final FileSweep sweep;
    private final InstantSource clock;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<String> underRepair = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> tryAgainAt = new ConcurrentHashMap<>();
    private final ReentrantLock alone = new ReentrantLock();
    private final Map<String, Long> unseenSince = new HashMap<>();
    private List<String> lastMembers = List.of();
    private long nextSearch = System.nanoTime();
    private long unsettledUntil = System.nanoTime();
    private boolean workLeft;

    Repair(BlobStore.Links links, FileSweep sweep, InstantSource clock) {
        this.links = links;
        this.sweep = sweep;
        this.clock = clock;
    }

    void run() {
        if (!alone.tryLock()) {
            return;
        }
        try {
            links.references().settleOwed(DEBTS_AT_ONCE);
            sweep.run();
            if (!links.peers().isLite()) {
                searchWhenDue();
            }
        } catch (GridException e) {
            LOG.warn("The repair of blobs goes on later: {}", e.getMessage());
        } finally {
            alone.unlock();
        }
    }

    private void searchWhenDue() {
        var members = links.peers().all();
        long now = System.nanoTime();
        boolean changed = !members.equals(lastMembers);
        if (changed) {
            unsettledUntil = now + UNSETTLED_NANOS;
        }
        boolean settled = now - unsettledUntil >= 0;
        if (settled && !workLeft && now - nextSearch < 0) {
            return;
        }
        workLeft = true; // Unless the search below ends, and finds nothing.
        nextSearch = now + EVERY_NANOS;
        if (changed) {
            lastMembers = members;
            tryAgainAt.clear();
        }
        var wanted = links.copies().wanted();
        var attention = new BlobFilter.Attention(members, wanted, clock.millis());
        var needing = links.records().localNeeding(attention);
        tryAgainAt.values().removeIf(at -> now - at >= 0);
        var batch = freshFirst(needing).limit(RECORDS_AT_ONCE).toList();
        var records = links.records().findAll(batch);
        boolean someMayBeGone = tidy(records, members);
        records.forEach((digest, blob) -> copyWhereMissing(digest, blob, members));
        workLeft = someMayBeGone || needing.stream().anyMatch(this::isFresh);
    }

    /** Those that were not tried in vain a while ago, before those that were. */
    private Stream<String> freshFirst(Set<String> digests) {
        var stale = new ArrayList<>(digests);
        stale.removeIf(this::isFresh);
        Collections.shuffle(stale);
        return Stream.concat(digests.stream().filter(this::isFresh), stale.stream());
    }

    private boolean isFresh(String digest) {
        return !tryAgainAt.containsKey(digest) && !underRepair.contains(digest);
    }

    /**
     * Leases that are over go, and members that left.
     *
     * @return whether members are unseen that may yet be seen
     */
    private boolean tidy(Map<String, BlobRecord> records, List<String> members) {
        long now = System.nanoTime();
        var unseen = new ArrayList<String>();
        records.values().forEach(blob -> addNamed(blob, unseen));
        unseen.removeAll(members);
        unseenSince.keySet().retainAll(unseen);
        unseen.forEach(member -> unseenSince.putIfAbsent(member, now));
        var gone = unseenSince.keySet().stream().filter(m -> isGone(m, now)).toList();
        var change = new BlobChange.Tidy(clock.millis(), gone);
        var changed =
                records.entrySet().stream()
                        .filter(entry -> !entry.getValue().equals(change.applyTo(entry.getValue())))
                        .map(Map.Entry::getKey)
                        .toList();
        links.references().changeAll(changed, change);
        return gone.size() < unseenSince.size();
    }

    private static void addNamed(BlobRecord blob, List<String> members) {
        members.addAll(blob.holders());
        for (String reference : blob.references().keySet()) {
            BlobRecord.committer(reference).ifPresent(members::add);
        }
    }

    private boolean isGone(String member, long now) {
        return now - unseenSince.getOrDefault(member, now) >= GONE_NANOS;
    }

    private void copyWhereMissing(String digest, BlobRecord blob, List<String> members) {
        var living = blob.holders().stream().filter(members::contains).toList();
        if (living.size() >= links.copies().wanted()
                || blob.isInCommit(members)
                || tryAgainAt.containsKey(digest)
                || underRepair.size() >= COPIES_AT_ONCE
                || !underRepair.add(digest)) {
            return;
        }
        threads.execute(
                () -> {
                    try {
                        copy(new Copies.Need(digest, blob.size(), living, null));
                    } finally {
                        underRepair.remove(digest);
                    }
                });
    }

    /** What cannot be copied now is left alone for a while, so that it holds up nothing else. */
    private void copy(Copies.Need need) {
        if (tryAgainAt.size() < LEFT_ALONE) {
            tryAgainAt.put(need.digest(), System.nanoTime() + TRY_AGAIN_NANOS);
        }
        try {
            if (need.holders().isEmpty()) {
                // Perhaps a member was started again and still has the file.
                links.copies().ask(need, List.of(), links.peers().data());
                return;
            }
            links.copies().spread(need);
            tryAgainAt.remove(need.digest());
        } catch (GridException e) {
            LOG.warn("Blob {} has too few copies: {}", need.digest(), e.getMessage());
        }
    }

    /** Stops copying. */
    void close() {
        threads.shutdownNow();
        alone.lock();
        try {
            sweep.close();
        } finally {
            alone.unlock();
        }
    }
}
