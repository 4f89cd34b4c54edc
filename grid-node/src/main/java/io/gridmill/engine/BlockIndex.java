package io.gridmill.engine;

import io.gridmill.claim.JobOrder;
import io.gridmill.job.JobBrief;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.Share;
import io.gridmill.ledger.TaskBlock;
import io.gridmill.ledger.TaskState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The blocks that this member owns, as they were last seen, and which of them have work to give: the
 * ready index. A cache: the records decide, this only suggests, and it may be rebuilt at any time.
 * Blocks are immutable, so holding them costs no copy. Thread-safe; every method is short, because
 * partition threads call it.
 */
final class BlockIndex {
    private final Map<String, LocalJob> jobs = new HashMap<>();
    private final ReadyQueue queue = new ReadyQueue();
    private Terms terms = Terms.NONE;
    private long changes;

    /**
     * A block as it was last seen.
     *
     * @param change rises with every change of any block on this member
     */
    record Seen(int number, TaskBlock block, long change) {
        /** Whether tasks of a share wait in it that a node may run. */
        boolean hasReady(Share share, String node) {
            if (!block.elders().isEmpty()) {
                return hasOthers(share, node);
            }
            if (share.of() == 1) {
                return block.count(TaskState.READY) > 0;
            }
            long first = block.head().first();
            int size = block.head().size();
            // From the first of the share on, one of each round.
            int from = (int) Math.floorMod(share.at() - first, (long) share.of());
            for (int i = from; i < size; i += share.of()) {
                if (block.state(i) == TaskState.READY) {
                    return true;
                }
            }
            return false;
        }

        /** A node that runs the first copy of a task does not get the second one. */
        private boolean hasOthers(Share share, String node) {
            for (int i = 0; i < block.head().size(); i++) {
                if (block.state(i) == TaskState.READY
                        && share.has(block.head().first() + i)
                        && !block.runsFirst(i, node)) {
                    return true;
                }
            }
            return false;
        }
    }

    /**
     * A block that has work to give.
     *
     * @param level how urgent its job is, 1 to 10
     * @param share which tasks of it may be claimed
     * @param ready tasks of it that wait
     * @param jobReady tasks of its job that wait on its owner
     */
    record Candidate(BlockKey key, int level, Share share, int ready, long jobReady) {}

    /**
     * What followed from seeing a block.
     *
     * @param before the block as it was known; null when it was not
     * @param offered whether it is on offer now and was not before
     * @param first whether nothing of its job was on offer before
     */
    record Noted(@Nullable TaskBlock before, boolean jobUnknown, boolean offered, boolean first) {}

    /** Notes how a block stands. */
    synchronized Noted note(BlockKey key, TaskBlock block) {
        LocalJob job = jobs.computeIfAbsent(key.job(), LocalJob::new);
        Seen seen = new Seen(key.number(), block, ++changes);
        Seen old = job.blocks.put(key.number(), seen);
        TaskBlock before = old == null ? null : old.block;
        boolean wasEmpty = job.ready.isEmpty();
        boolean offered = job.note(key.number(), seen, before);
        if (before != null && block.count(TaskState.READY) < before.count(TaskState.READY)) {
            queue.served(job);
        }
        queue.place(job);
        return new Noted(before, job.brief == null, offered, offered && wasEmpty);
    }

    /**
     * Notes what a job is; its blocks can be offered from now on. The blocks of a job that has ended
     * are of no use here any more: whoever asks for them reads the records.
     */
    synchronized void note(JobBrief brief) {
        LocalJob known = jobs.get(brief.id());
        if (known != null && known.brief != null && known.brief.version() > brief.version()) {
            // It may have ended and been retried since.
            return;
        }
        if (brief.ended()) {
            forget(brief.id());
            return;
        }
        LocalJob job = jobs.computeIfAbsent(brief.id(), LocalJob::new);
        job.brief = brief;
        queue.place(job);
    }

    /** Where a job stands among others, by how long its priority has waited here. */
    synchronized JobOrder order(JobBrief brief) {
        return queue.order(brief);
    }

    /** From now on blocks are given out on these terms. */
    synchronized void terms(Terms better, String self) {
        terms = better;
        queue.terms(better, self);
    }

    /**
     * The block to claim from next. It is not offered again until it is seen again, so that two
     * slots do not ask the same block for nothing.
     */
    synchronized @Nullable Candidate pick() {
        ReadyQueue.Pick pick = queue.pick();
        if (pick == null) {
            return null;
        }
        Seen seen = pick.job().blocks.get(pick.block().number());
        return seen == null
                ? null
                : candidate(pick.job(), seen, pick.block().share(), pick.level());
    }

    /** Blocks for another member to try, best first; they stay on offer here too. */
    synchronized List<Candidate> hints(Wants wants) {
        queue.refresh();
        List<Candidate> hints = new ArrayList<>();
        for (LocalJob job : queue.jobs()) {
            if (hints.size() < wants.most()) {
                addHints(job, wants, hints);
            }
        }
        return hints;
    }

    private void addHints(LocalJob job, Wants wants, List<Candidate> hints) {
        JobBrief brief = job.brief;
        Terms.Offer offer = brief == null ? null : terms.offer(brief, wants.node());
        if (brief == null
                || offer == null
                || !terms.fits(brief.work().placement().needs(), wants.node(), wants.used())) {
            return;
        }
        long now = terms.now();
        // From the far end: this member's own slots come from the near one.
        for (int number : job.ready.reversed()) {
            if (hints.size() >= wants.most()) {
                return;
            }
            Share share = job.allowed(number, offer, now, wants.node());
            Seen seen = job.blocks.get(number);
            if (share != null && seen != null) {
                hints.add(candidate(job, seen, share, ReadyQueue.level(job)));
            }
        }
    }

    private static Candidate candidate(LocalJob job, Seen seen, Share share, int level) {
        return new Candidate(
                new BlockKey(job.id(), seen.number),
                level,
                share,
                seen.block.count(TaskState.READY),
                job.readyTasks);
    }

    /** The most urgent of what this member may take itself, as of a moment ago; without a lock. */
    ReadyQueue.Top top() {
        return queue.top();
    }

    /** Puts jobs in order again where that is due. */
    void refresh() {
        if (queue.due()) {
            synchronized (this) {
                queue.refresh();
            }
        }
    }

    /** What this member may go on claiming of a block, see {@link Terms#next}. */
    synchronized @Nullable Share next(BlockKey key, boolean owned) {
        LocalJob job = jobs.get(key.job());
        return job == null || job.brief == null ? null : terms.next(job.brief, owned);
    }

    /** How urgent the first is of what others may claim here, see {@link Urgency}. */
    synchronized int urgency() {
        return queue.urgency();
    }

    /** Tasks that wait here in all. */
    synchronized long ready() {
        long ready = 0;
        for (LocalJob job : queue.jobs()) {
            ready += job.readyTasks;
        }
        return ready;
    }

    /** Tasks of a job that wait here. */
    synchronized long readyTasks(String id) {
        LocalJob job = jobs.get(id);
        return job == null ? 0 : job.readyTasks;
    }

    /** A block as it was last seen; null when it is not here. */
    synchronized @Nullable TaskBlock block(BlockKey key) {
        LocalJob job = jobs.get(key.job());
        Seen seen = job == null ? null : job.blocks.get(key.number());
        return seen == null ? null : seen.block;
    }

    /** The blocks of a job that changed after a mark, in no order; a copy. */
    synchronized List<Seen> blocks(String id, long after) {
        LocalJob job = jobs.get(id);
        if (job == null) {
            return List.of();
        }
        List<Seen> found = new ArrayList<>();
        for (Seen seen : job.blocks.values()) {
            if (seen.change > after) {
                found.add(seen);
            }
        }
        return found;
    }

    /** A mark that all changes so far lie before. */
    synchronized long mark() {
        return changes;
    }

    /** The jobs that are known here; a copy. */
    synchronized Collection<JobBrief> briefs() {
        List<JobBrief> briefs = new ArrayList<>();
        for (LocalJob job : jobs.values()) {
            if (job.brief != null) {
                briefs.add(job.brief);
            }
        }
        return briefs;
    }

    /** Whether a job is known here and has not ended. */
    synchronized boolean live(String id) {
        LocalJob job = jobs.get(id);
        return job != null && job.brief != null;
    }

    /** Jobs that have blocks here and are not known; a copy. */
    synchronized List<String> unknownJobs() {
        List<String> unknown = new ArrayList<>();
        for (LocalJob job : jobs.values()) {
            if (job.brief == null) {
                unknown.add(job.id());
            }
        }
        return unknown;
    }

    /** Offers a block again that has work and is not on offer: the one who picked it came to harm. */
    synchronized void offerAgain(BlockKey key) {
        LocalJob job = jobs.get(key.job());
        Seen seen = job == null ? null : job.blocks.get(key.number());
        if (job != null && seen != null && seen.block.count(TaskState.READY) > 0) {
            job.ready.add(key.number());
            queue.place(job);
        }
    }

    /** Forgets a block that lives elsewhere now. */
    synchronized void forget(BlockKey key) {
        LocalJob job = jobs.get(key.job());
        Seen seen = job == null ? null : job.blocks.remove(key.number());
        if (job != null && seen != null) {
            job.readyTasks -= seen.block.count(TaskState.READY);
            job.forget(key.number());
            queue.place(job);
        }
    }

    /** Forgets a job and its blocks. */
    synchronized void forget(String id) {
        LocalJob job = jobs.remove(id);
        if (job != null) {
            queue.remove(job);
        }
    }
}
