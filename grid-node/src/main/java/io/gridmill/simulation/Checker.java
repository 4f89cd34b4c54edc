package io.gridmill.simulation;

import io.gridmill.job.JobEvent;
import io.gridmill.job.JobRecord;
import io.gridmill.job.JobState;
import io.gridmill.ledger.BlockAnswer;
import io.gridmill.ledger.BlockEvent;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.BlockTransitions.Decision;
import io.gridmill.ledger.LiveClaim;
import io.gridmill.ledger.PastAttempt;
import io.gridmill.ledger.TaskBlock;
import io.gridmill.ledger.TaskReport;
import io.gridmill.ledger.TaskReport.Ending;
import io.gridmill.ledger.TaskState;
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
 * wins over retry, (8) nothing acknowledged is lost, (9) every job ends.
 */
final class Checker {
    /** The edges of a job; a test compares them with the drawing in JobLifecycle. */
    static final Set<String> JOB_EDGES =
            Set.of(
                    "PENDING -> SPLITTING",
                    "SPLITTING -> RUNNING",
                    "RUNNING -> AGGREGATING",
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

    private static final int SMALL_BLOCK = 128;
    private static final int SAMPLE = 16;
    private static final @Nullable String[] NOTHING = new String[0];

    private final World world;
    private final Cluster cluster;
    private final Trace trace;
    private final Map<String, JobBook> jobs = new HashMap<>();
    private final Set<String> removed = new HashSet<>();
    private final LeaseCheck leases;
    private final GraphRules graphs;
    private final MergeRules merges;
    private final Seen tally = new Seen();
    private int live;

    Checker(World world, Cluster cluster, Trace trace) {
        this.world = world;
        this.cluster = cluster;
        this.trace = trace;
        this.leases = new LeaseCheck(world, this);
        this.graphs = new GraphRules(cluster, this);
        this.merges = new MergeRules(this, leases);
    }

    Seen tally() {
        return tally;
    }

    /** What must hold when the sides of a split are merged. */
    MergeRules merges() {
        return merges;
    }

    private JobBook book(String job) {
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
        if (!jobs.containsKey(job.id())) {
            live++;
            tally.submitted++;
        }
        book(job.id());
        trace.job(job, "accepted");
    }

    void jobChanged(Node owner, JobEvent event, JobRecord before, JobRecord after) {
        trace.job(owner, event, before, after);
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
        if (job.state() == JobState.SUCCEEDED) {
            check.result(book.acknowledged);
        }
    }

    void jobRemoved(JobRecord job) {
        if (!job.state().ended()) {
            fail(8, "a job that had not ended was removed", job.id(), -1);
        }
        jobs.remove(job.id());
        removed.add(job.id());
        leases.forget(job.id());
    }

    // ---- blocks

    void blockCreated(BlockKey key, TaskBlock block) {
        trace.created(key, block);
    }

    void blockChanged(
            Node owner, BlockKey key, BlockEvent event, TaskBlock before, Decision decision) {
        TaskBlock after = decision.block();
        trace.block(owner, key, event, before, after);
        if (decision.change() == null) {
            return;
        }
        tally.changes++;
        tally.lateResults += after.late() - before.late();
        int size = after.head().size();
        for (int i = 0; i < size; i++) {
            boolean moved =
                    before.state(i) != after.state(i)
                            || before.claimPlace(i) != after.claimPlace(i);
            if (moved) {
                checkTask(key, event, before, after, i);
            }
        }
        if (size <= SMALL_BLOCK || tally.changes % SAMPLE == 0) {
            checkRules(key, before, after);
        }
        checkBlame(key, before, after);
        if (event instanceof BlockEvent.Copy) {
            tally.secondCopies += after.elders().size() - before.elders().size();
        }
        if (event instanceof BlockEvent.Expire) {
            leases.expired(owner, key, before, after);
        }
        leases.changed(key, before, after);
        if (event instanceof BlockEvent.Stop) {
            checkStop(key, after);
        }
    }

    private void checkRules(BlockKey key, TaskBlock before, TaskBlock after) {
        List<String> rules = BlockRules.broken(after);
        List<String> steps = BlockRules.brokenBetween(before, after);
        if (!rules.isEmpty() || !steps.isEmpty()) {
            int task = 0;
            for (int i = 0; i < after.head().size(); i++) {
                if (!BlockText.task(before, i).equals(BlockText.task(after, i))) {
                    task = i;
                    break;
                }
            }
            boolean wouldStart = rules.stream().anyMatch(r -> r.contains("would start"));
            boolean leftEnd = steps.stream().anyMatch(r -> r.contains("left its end"));
            int invariant = wouldStart ? 7 : leftEnd ? 3 : 0;
            fail(invariant, "rules are broken: " + rules + steps, key, after, task);
        }
    }

    private void checkTask(
            BlockKey key, BlockEvent event, TaskBlock before, TaskBlock after, int i) {
        boolean reopened = after.head().generation() > before.head().generation();
        if (before.state(i).ended() && before.state(i) != after.state(i) && !reopened) {
            fail(3, "left " + before.state(i) + " for " + after.state(i), key, after, i);
        }
        boolean changed = before.state(i) != after.state(i);
        if (changed && after.state(i).ended()) {
            tally.tasksEnded++;
        }
        if (changed && after.state(i) == TaskState.SUCCEEDED) {
            tally.tasksSucceeded++;
            checkFence(key, before, after, i);
        }
        LiveClaim held = before.claim(i);
        LiveClaim now = after.claim(i);
        if (held == null || now == null || held.id().equals(now.id())) {
            return;
        }
        // A report frees a task and the same step may claim it again for the node that reported.
        boolean sameNode = held.id().node().equals(now.id().node());
        boolean alone = Fence.backToFirst(before, i, now.id());
        if (!alone && (!sameNode || !(event instanceof BlockEvent.Work))) {
            fail(1, "was held by " + held.id() + " and granted to " + now.id(), key, after, i);
        }
    }

    /** A result counts only under the claim and attempt that held the task at that moment. */
    private void checkFence(BlockKey key, TaskBlock before, TaskBlock after, int i) {
        String found = SimulatedType.text(after.result(i));
        List<String> expected = Fence.results(before, i);
        if (!expected.contains(found)) {
            fail(1, "accepted " + found + " where only this may be: " + expected, key, after, i);
        }
    }

    private void checkBlame(BlockKey key, TaskBlock before, TaskBlock after) {
        for (PastAttempt past : after.past().subList(before.past().size(), after.past().size())) {
            if (!past.countsAsFailure()) {
                tally.lostAttempts++;
                tally.poisoned += "poison".equals(past.code()) ? 1 : 0;
                continue;
            }
            tally.retries++;
            JobBook.Failure blamed =
                    new JobBook.Failure(key, past.index(), past.attempt(), past.node());
            if (!book(key.job()).failures.contains(blamed)) {
                fail(4, "charged for what was not its fault: " + past, key, after, past.index());
            }
        }
    }

    /**
     * A stopped block cannot go on in its generation: no crash may undo that its job stops. A job
     * that was retried opens those of the generation before again.
     */
    private void checkStop(BlockKey key, TaskBlock block) {
        Partition partition = cluster.partition(key.job());
        for (Node member : partition.replicas) {
            Copy copy = member.copies[partition.id];
            JobRecord job = copy == null ? null : copy.jobs.get(key.job());
            if (job != null
                    && !job.progress().stopping()
                    && job.progress().generation() <= block.head().generation()) {
                fail(
                        7,
                        key + " is stopped and its job may go on, as " + member + " knows it",
                        key.job(),
                        -1);
            }
        }
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
