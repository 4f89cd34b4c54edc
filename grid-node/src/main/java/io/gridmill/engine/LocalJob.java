package io.gridmill.engine;

import io.gridmill.claim.Designation;
import io.gridmill.claim.JobOrder;
import io.gridmill.job.JobBrief;
import io.gridmill.ledger.Share;
import io.gridmill.ledger.TaskBlock;
import io.gridmill.ledger.TaskState;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/** What the index knows of one job. Under the lock of the index. */
final class LocalJob {
    /** A block that others may take is theirs after it has stood still for so long. */
    private static final long GRACE_MILLIS = Designation.GRACE.toMillis();

    private final String id;
    final Map<Integer, BlockIndex.Seen> blocks = new HashMap<>();
    final SequencedSet<Integer> ready = new LinkedHashSet<>();
    @Nullable JobBrief brief;
    long readyTasks;

    /** Its place in the queue; null while it is not there. */
    @Nullable JobOrder order;

    /** Whether it was in the queue before. */
    boolean known;

    private final Map<Integer, StoodStill> still = new HashMap<>();

    /** A block as it was when it was first looked at, and when. */
    private record StoodStill(long change, long since) {}

    LocalJob(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    /** Whether blocks of it may be given out. */
    boolean offers() {
        return !ready.isEmpty() && brief != null && !brief.stopping();
    }

    /** Whether only its age has brought it to where it stands. */
    boolean aged() {
        return order != null && brief != null && order.level() > brief.priority();
    }

    void forget(int number) {
        ready.remove(number);
        still.remove(number);
    }

    /** A block of it on offer, and which of its tasks may be had. */
    record Found(int number, Share share) {}

    /** The first block with tasks that an offer lets be claimed; null for none. */
    @Nullable Found first(Terms.Offer offer, long now, String node) {
        Share share = offer.now();
        if (share != null && share.of() == 1 && plain(ready.getFirst())) {
            return new Found(ready.getFirst(), share);
        }
        for (int number : ready) {
            Share allowed = allowed(number, offer, now, node);
            if (allowed != null) {
                return new Found(number, allowed);
            }
        }
        return null;
    }

    /** Whether any node may have what waits in a block. */
    private boolean plain(int number) {
        BlockIndex.Seen seen = blocks.get(number);
        return seen == null || seen.block().elders().isEmpty();
    }

    /** Which ready tasks of a block an offer lets be claimed; null for none. */
    @Nullable Share allowed(int number, Terms.Offer offer, long now, String node) {
        BlockIndex.Seen seen = blocks.get(number);
        if (seen == null) {
            return null;
        }
        Share share = offer.now();
        if (share != null && seen.hasReady(share, node)) {
            return share;
        }
        Share later = offer.later();
        return later != null && hasStoodStill(number, seen, now) && seen.hasReady(later, node)
                ? later
                : null;
    }

    private boolean hasStoodStill(int number, BlockIndex.Seen seen, long now) {
        StoodStill before = still.get(number);
        if (before == null || before.change != seen.change()) {
            still.put(number, new StoodStill(seen.change(), now));
            return false;
        }
        return now - before.since >= GRACE_MILLIS;
    }

    /** Whether no task of its blocks here was ever claimed. */
    boolean untouched() {
        return blocks.values().stream()
                .allMatch(
                        seen -> seen.block().count(TaskState.READY) == seen.block().head().size());
    }

    /** A block was seen; whether it is on offer now and was not before. */
    boolean note(int number, BlockIndex.Seen seen, @Nullable TaskBlock before) {
        int readyNow = seen.block().count(TaskState.READY);
        int readyBefore = before == null ? 0 : before.count(TaskState.READY);
        readyTasks += readyNow - readyBefore;
        if (readyNow == 0) {
            ready.remove(number);
            return false;
        }
        return ready.add(number);
    }
}
