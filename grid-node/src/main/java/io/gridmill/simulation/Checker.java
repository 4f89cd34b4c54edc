package io.gridmill.simulation;

import io.gridmill.job.JobEvent;
import io.gridmill.job.JobRecord;
import io.gridmill.job.JobState;
import io.gridmill.ledger.BlockAnswer;
import io.gridmill.ledger.BlockEvent;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.TaskBlock;
import io.gridmill.ledger.TaskReport;
import io.gridmill.ledger.TaskReport.Ending;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges every decision as it is made, against the invariants of the design: (1) a result counts only
 * under the claim that holds its task, (2) one attempt is accepted, (3) nothing leaves its end, (4)
 * losing a node is not charged, (5) counts are sums, (6) a job's changes have no gaps, (7) cancel
 * wins over retry, (8) nothing acknowledged is lost, (9) every job ends. Beside these: (0) a block is
 * whole, (10) steps run in their order, (11) what is added to an open job stands in it once.
 */
final class Checker {
    /** The edges of a job; a test compares them with the drawing in JobLifecycle. */
    static final Set<String> JOB_EDGES =
            Set.of(
                    "PENDING -> SPLITTING",
                    "SPLITTING -> RUNNING",
                    "RUNNING -> AGGREGATING",
                    "RUNNING -> SPLITTING",
                    "AGGREGATING -> SPLITTING",
                    "AGGREGATING -> SUCCEEDED",
                    "PENDING -> CANCELLING",
                    "SPLITTING -> CANCELLING",
                    "RUNNING -> CANCELLING",
                    "AGGREGATING -> CANCELLING",
                    "CANCELLING -> CANCELLED",
                    "PENDING -> FAILED",
                    "SPLITTING -> FAILED",
                    "RUNNING -> FAILED",
                    "AGGREGATING -> FAILED",
                    "FAILED -> PENDING",
                    "FAILED -> SPLITTING",
                    "FAILED -> RUNNING",
                    "CANCELLED -> PENDING",
                    "CANCELLED -> SPLITTING",
                    "CANCELLED -> RUNNING",
                    "SUCCEEDED -> RUNNING");

    private static final @Nullable String[] NOTHING = new String[0];

    private final World world;
    private final Cluster cluster;
    private final Trace trace;
    private final BlockCheck blocks;
    private final Map<String, JobBook> jobs = new HashMap<>();
    private final Set<String> removed = new HashSet<>();
    private final LeaseCheck leases;
    private final GraphRules graphs;
    private final MergeRules merges;
    private final AdditionRules additions;
    private final Seen tally = new Seen();
    private int live;

    Checker(World world, Cluster cluster, Trace trace) {
        this.world = world;
        this.cluster = cluster;
        this.trace = trace;
        this.leases = new LeaseCheck(world, this);
        this.graphs = new GraphRules(cluster, this);
        this.additions = new AdditionRules(cluster, this);
        this.merges = new MergeRules(this, leases);
        this.blocks = new BlockCheck(cluster, trace, this, leases);
    }

    Seen tally() {
        return tally;
    }

    /** What must hold when the sides of a split are merged. */
    MergeRules merges() {
        return merges;
    }

    /** What must hold whenever a block changes. */
    BlockCheck blocks() {
        return blocks;
    }

    /** What must hold for tasks that are added to open jobs. */
    AdditionRules additions() {
        return additions;
    }

    JobBook book(String job) {
        return jobs.computeIfAbsent(job, _ -> new JobBook());
    }

    void fail(int invariant, String what, @Nullable String job, long task) {
        world.fail(new Violation(invariant, what, world.time() / World.MILLI, job, task));
    }

    void fail(int invariant, String what, BlockKey key, TaskBlock block, int index) {
        fail(invariant, what + " (" + key + ")", key.job(), block.head().first() + index);
    }

    // ---- what happens on nodes and at clients

    /** The task's own code fails, or will not end in time. */
    void fails(BlockKey key, int index, int attempt, String node) {
        if (removed.contains(key.job())) {
            return;
        }
        book(key.job()).failures.add(new JobBook.Failure(key, index, attempt, node));
    }

    /** The grid has said that it has the job. */
    void jobAcknowledged(String id) {
        if (!removed.contains(id)) {
            book(id).promised = true;
        }
    }

    /** Whether a job was deleted in good order. */
    boolean isRemoved(String id) {
        return removed.contains(id);
    }

    boolean isAcknowledged(String id) {
        JobBook book = jobs.get(id);
        return book == null ? removed.contains(id) : book.promised;
    }

    /** Jobs that are there and have not ended. */
    int live() {
        return live;
    }

    /** The grid has answered a cancel. */
    void cancelAnswered(JobRecord job) {
        if (job.state() == JobState.CANCELLING) {
            book(job.id()).cancelPromised = job.progress().generation();
        }
    }

    /** The grid has answered a retry by hand. */
    void retryAnswered(JobRecord job) {
        if (!removed.contains(job.id())) {
            JobBook book = book(job.id());
            book.generationPromised =
                    Math.max(book.generationPromised, job.progress().generation());
        }
    }

    /** The generation that a job must have reached. */
    int generationPromised(String job) {
        return book(job).generationPromised;
    }

    /** An operation on a block was answered. */
    void answered(BlockKey key, BlockEvent event, BlockAnswer answer) {
        if (!(event instanceof BlockEvent.Work work)
                || work.report() == null
                || answer.refused() > 0
                || answer.code() != BlockAnswer.Code.DONE
                || !jobs.containsKey(key.job())) {
            return;
        }
        for (TaskReport task : work.report().tasks()) {
            if (task.ending() instanceof Ending.Succeeded ok) {
                acknowledge(key, task.index(), SimulatedType.text(ok.result()));
            }
        }
    }

    private void acknowledge(BlockKey key, int index, String result) {
        Map<BlockKey, @Nullable String[]> all = book(key.job()).acknowledged;
        @Nullable String[] known = all.getOrDefault(key, NOTHING);
        if (index >= known.length) {
            known = Arrays.copyOf(known, Math.min(TaskBlock.MAX_TASKS, 2 * index + 8));
            all.put(key, known);
        }
        String before = known[index];
        if (before != null && !before.equals(result)) {
            fail(2, "two results were accepted, " + before + " and " + result, key.job(), index);
        }
        known[index] = result;
    }

    // ---- jobs

    void jobCreated(JobRecord job) {
        if (!jobs.containsKey(job.id()) && !isRemoved(job.id())) {
            live++;
            tally.submitted++;
            tally.stepJobs += job.spec().parent() != null ? 1 : 0;
            tally.openJobs += job.spec().open() ? 1 : 0;
        }
        book(job.id());
        trace.job(job, "accepted");
    }

    void jobChanged(Node owner, JobEvent event, JobRecord before, JobRecord after) {
        trace.job(owner, event, before, after);
        if (isRemoved(after.id())) {
            // It was deleted and came back with a merge, maybe without some of its blocks.
            return;
        }
        String edge = before.state() + " -> " + after.state();
        if (before.state() != after.state() && !JOB_EDGES.contains(edge)) {
            fail(3, "a job took the edge " + edge, after.id(), -1);
        }
        if (before.state().ended()) {
            retried(before, after);
        }
        List<JobRecord.Change> history = after.history();
        for (int i = 1; i < history.size(); i++) {
            if (history.get(i).number() != history.get(i - 1).number() + 1) {
                fail(6, "a job's changes have a gap", after.id(), -1);
            }
        }
        BitSet news = (BitSet) after.settled().clone();
        news.andNot(before.settled());
        news.stream().forEach(block -> checkSettled(new BlockKey(after.id(), block)));
        graphs.changed(before, after);
        if (after.state().ended()) {
            ended(after);
        }
    }

    private void retried(JobRecord before, JobRecord after) {
        if (after.progress().generation() != before.progress().generation() + 1) {
            fail(3, "left its end within a generation", after.id(), -1);
        }
        tally.retriedByHand++;
        live++;
        book(after.id()).counted = null;
    }

    /** The job will not look at a settled block again: no crash may undo what it was told. */
    private void checkSettled(BlockKey key) {
        Partition partition = cluster.partition(key);
        for (Node member : partition.replicas) {
            Copy copy = member.copies[partition.id];
            TaskBlock block = copy == null ? null : copy.blocks.get(key);
            if (copy != null && (block == null || !block.folded())) {
                fail(8, key + " is settled and " + member + " does not know", key.job(), -1);
            }
        }
    }

    private void ended(JobRecord job) {
        JobBook book = book(job.id());
        if (book.counted == null) {
            live--;
            switch (job.state()) {
                case SUCCEEDED -> tally.succeeded++;
                case FAILED -> tally.failed++;
                case CANCELLED -> tally.cancelled++;
                case PENDING, SPLITTING, RUNNING, AGGREGATING, CANCELLING -> {}
            }
        }
        book.counted = job.state();
        boolean cancelled = book.cancelPromised == job.progress().generation();
        if (cancelled && job.state() != JobState.CANCELLED) {
            fail(7, "ended " + job.state() + " after its cancel was answered", job.id(), -1);
        }
        EndedJob check = new EndedJob(job, cluster, this);
        if (job.spec().graph() != null) {
            return;
        }
        check.counts();
        check.policy();
        if (job.spec().open()) {
            additions.ended(job);
        }
        if (job.state() == JobState.SUCCEEDED) {
            check.result(book.acknowledged);
        }
    }

    void jobRemoved(JobRecord job) {
        if (!job.state().ended() && !removed.contains(job.id())) {
            fail(8, "a job that had not ended was removed", job.id(), -1);
        }
        jobs.remove(job.id());
        removed.add(job.id());
        leases.forget(job.id());
    }

    // ---- at the end

    /** Jobs that the grid has promised and that are not forgotten in good order. */
    List<String> promised() {
        return jobs.entrySet().stream()
                .filter(entry -> entry.getValue().promised)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }
}
