package io.gridmill.engine;

import io.gridmill.claim.JobOrder;
import io.gridmill.job.JobBrief;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.TaskBlock;
import io.gridmill.ledger.TaskState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The blocks that this member owns, as they were last seen, and which of them have work to give: the
 * ready index. A cache: the records decide, this only suggests, and it may be rebuilt at any time.
 * Blocks are immutable, so holding them costs no copy. Thread-safe; every method is short, because
 * partition threads call it.
 */
final class BlockIndex {
    private final Map<String, LocalJob> jobs = new HashMap<>();
    private final TreeMap<JobOrder, LocalJob> readyJobs = new TreeMap<>();
    private long changes;

    /** What is known here of one job. */
    private static final class LocalJob {
        private final String id;
        private final Map<Integer, Seen> blocks = new HashMap<>();
        private final SequencedSet<Integer> ready = new LinkedHashSet<>();
        private @Nullable JobBrief brief;
        private long readyTasks;

        LocalJob(String id) {
            this.id = id;
        }

        @Nullable JobOrder order() {
            return brief == null
                    ? null
                    : new JobOrder(brief.priority(), brief.created(), brief.id());
        }
    }

    /**
     * A block as it was last seen.
     *
     * @param change rises with every change of any block on this member
     */
    record Seen(int number, TaskBlock block, long change) {}

    /**
     * A block that has work to give.
     *
     * @param ready tasks of it that wait
     * @param jobReady tasks of its job that wait on its owner
     */
    record Candidate(BlockKey key, int priority, int ready, long jobReady) {}

    /** The best that waits: its priority, 0 for nothing, and how many tasks wait in all. */
    record Best(int priority, long ready) {}

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
        Seen old = job.blocks.put(key.number(), new Seen(key.number(), block, ++changes));
        TaskBlock before = old == null ? null : old.block;
        int readyNow = block.count(TaskState.READY);
        job.readyTasks += readyNow - (before == null ? 0 : before.count(TaskState.READY));
        boolean wasEmpty = job.ready.isEmpty();
        boolean offered = false;
        if (readyNow > 0) {
            offered = job.ready.add(key.number());
        } else {
            job.ready.remove(key.number());
        }
        place(job);
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
        JobOrder order = job.order();
        if (order != null) {
            readyJobs.remove(order);
        }
        job.brief = brief;
        place(job);
    }

    private void place(LocalJob job) {
        JobOrder order = job.order();
        if (order == null) {
            return;
        }
        boolean offers = !job.ready.isEmpty() && job.brief != null && !job.brief.stopping();
        if (offers) {
            readyJobs.put(order, job);
        } else {
            readyJobs.remove(order);
        }
    }

    /**
     * The block to claim from next. It is not offered again until it is seen again, so that two
     * slots do not ask the same block for nothing.
     */
    synchronized @Nullable Candidate pick() {
        while (!readyJobs.isEmpty()) {
            LocalJob job = readyJobs.firstEntry().getValue();
            int number = job.ready.removeFirst();
            place(job);
            Seen seen = job.blocks.get(number);
            if (seen != null) {
                return candidate(job, seen);
            }
        }
        return null;
    }

    /** Blocks for another member to try, best first; they stay on offer here too. */
    synchronized List<Candidate> hints(int most) {
        List<Candidate> hints = new ArrayList<>();
        for (LocalJob job : readyJobs.values()) {
            // From the far end: this member's own slots come from the near one.
            for (int number : job.ready.reversed()) {
                Seen seen = job.blocks.get(number);
                if (seen != null && hints.size() < most) {
                    hints.add(candidate(job, seen));
                }
            }
            if (hints.size() >= most) {
                break;
            }
        }
        return hints;
    }

    private static Candidate candidate(LocalJob job, Seen seen) {
        return new Candidate(
                new BlockKey(job.id, seen.number),
                job.brief == null ? 0 : job.brief.priority(),
                seen.block.count(TaskState.READY),
                job.readyTasks);
    }

    /** The best that waits here. */
    synchronized Best best() {
        if (readyJobs.isEmpty()) {
            return new Best(0, 0);
        }
        long ready = 0;
        for (LocalJob job : readyJobs.values()) {
            ready += job.readyTasks;
        }
        return new Best(readyJobs.firstKey().priority(), ready);
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
                unknown.add(job.id);
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
            place(job);
        }
    }

    /** Forgets a block that lives elsewhere now. */
    synchronized void forget(BlockKey key) {
        LocalJob job = jobs.get(key.job());
        Seen seen = job == null ? null : job.blocks.remove(key.number());
        if (job != null && seen != null) {
            job.readyTasks -= seen.block.count(TaskState.READY);
            job.ready.remove(key.number());
            place(job);
        }
    }

    /** Forgets a job and its blocks. */
    synchronized void forget(String id) {
        LocalJob job = jobs.remove(id);
        JobOrder order = job == null ? null : job.order();
        if (order != null) {
            readyJobs.remove(order);
        }
    }
}
