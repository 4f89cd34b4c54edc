package io.gridmill.simulation;

import io.gridmill.job.DataRef;
import io.gridmill.job.JobEvent;
import io.gridmill.job.JobLifecycle;
import io.gridmill.job.JobRecord;
import io.gridmill.job.JobState;
import io.gridmill.job.TransitionTable;
import io.gridmill.ledger.BlockEvent;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.BlockRules;
import io.gridmill.ledger.BlockText;
import io.gridmill.ledger.BlockTransitions.Decision;
import io.gridmill.ledger.ClaimId;
import io.gridmill.ledger.LiveClaim;
import io.gridmill.ledger.PastAttempt;
import io.gridmill.ledger.TaskBlock;
import io.gridmill.ledger.TaskState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Judges every decision as it is made; {@link FinalChecks} judges how it all ended. */
final class Checker {
    private static final Set<String> JOB_EDGES = TransitionTable.of(JobLifecycle.class).pairs();

    /** An attempt that its worker saw fail by the task's own fault. */
    private record RealFailure(BlockKey key, int index, int attempt, String node) {}

    /** A task. */
    record Task(BlockKey key, int index) {}

    private final Story story;
    private final Cluster cluster;
    private final Set<RealFailure> failures = new HashSet<>();
    private final Map<String, JobState> promised = new TreeMap<>();
    private final Map<Task, String> acknowledged = new HashMap<>();

    Checker(Story story, Cluster cluster) {
        this.story = story;
        this.cluster = cluster;
    }

    /** What a task returns says which attempt under which claim made it. */
    static DataRef result(BlockKey key, int index, int attempt, ClaimId claim) {
        String text =
                key.number()
                        + ":"
                        + index
                        + "@"
                        + attempt
                        + "#"
                        + claim.node()
                        + "/"
                        + claim.number();
        return new DataRef.Inline(text.getBytes(StandardCharsets.UTF_8));
    }

    static String text(@Nullable DataRef data) {
        return data instanceof DataRef.Inline inline
                ? new String(inline.bytes(), StandardCharsets.UTF_8)
                : "";
    }

    void failed(BlockKey key, int index, int attempt, String node) {
        failures.add(new RealFailure(key, index, attempt, node));
    }

    /** The grid has said that it has the job. */
    void jobAcknowledged(String id) {
        promised.putIfAbsent(id, JobState.PENDING);
    }

    /** The grid has answered a cancel. */
    void cancelAnswered(JobRecord job) {
        if (job.state() == JobState.CANCELLING) {
            promised.put(job.id(), JobState.CANCELLED);
        }
    }

    /** Jobs that must end, and CANCELLED where they must end so. */
    Map<String, JobState> promised() {
        return promised;
    }

    /** The grid has told a worker that its result counts. */
    void resultAcknowledged(BlockKey key, int index, DataRef result) {
        String now = text(result);
        String before = acknowledged.putIfAbsent(new Task(key, index), now);
        if (before != null && !before.equals(now)) {
            throw broken("two results were accepted: " + before + " and " + now, key, index);
        }
    }

    Map<Task, String> acknowledged() {
        return acknowledged;
    }

    void jobChanged(Member owner, JobEvent event, JobRecord before, JobRecord after) {
        story.job(owner, event, after);
        String edge = TransitionTable.pair(before.state(), after.state());
        if (before.state() != after.state() && !JOB_EDGES.contains(edge)) {
            throw new Violation("a job took the edge " + edge, story.ofJob(after.id()));
        }
        for (int i = 1; i < after.history().size(); i++) {
            if (after.history().get(i).number() != after.history().get(i - 1).number() + 1) {
                throw new Violation("a job's history has a gap", story.ofJob(after.id()));
            }
        }
        BitSet news = (BitSet) after.settled().clone();
        news.andNot(before.settled());
        news.stream().forEach(block -> checkSettled(new BlockKey(after.id(), block)));
    }

    /** The job will not look at a settled block again: no crash may undo what it was told. */
    private void checkSettled(BlockKey key) {
        for (Copy copy : cluster.partition(key).copies()) {
            TaskBlock block = copy.blocks.get(key);
            if (block == null || !block.folded()) {
                throw new Violation(
                        key + " is settled and a backup does not know", story.ofJob(key.job()));
            }
        }
    }

    /** A stopped block cannot go on: no crash may undo that its job stops. */
    private void checkStop(BlockKey key) {
        for (Copy copy : cluster.partition(key.job()).copies()) {
            JobRecord job = copy.jobs.get(key.job());
            if (job == null || !job.progress().stopping()) {
                throw new Violation(
                        key + " is stopped and its job may go on", story.ofJob(key.job()));
            }
        }
    }

    private void checkFold(BlockKey key, TaskBlock before, DataRef partial) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < before.head().size(); i++) {
            if (before.state(i) == TaskState.SUCCEEDED) {
                parts.add(text(before.result(i)));
            }
        }
        if (!String.join(",", parts).equals(text(partial))) {
            throw new Violation(
                    key + " has " + parts + " and is folded to " + text(partial),
                    story.ofJob(key.job()));
        }
    }

    void blockChanged(
            Member owner, BlockKey key, BlockEvent event, TaskBlock before, Decision decision) {
        TaskBlock after = decision.block();
        story.block(owner, key, event, before, after);
        if (decision.change() == null) {
            return;
        }
        List<String> rules = BlockRules.broken(after);
        List<String> steps = BlockRules.brokenBetween(before, after);
        if (!rules.isEmpty() || !steps.isEmpty()) {
            throw broken("rules of " + key + " are broken: " + rules + steps, key, before, after);
        }
        for (int i = 0; i < after.head().size(); i++) {
            if (before.state(i) != after.state(i) && after.state(i) == TaskState.SUCCEEDED) {
                checkFence(key, i, before, after);
            }
        }
        checkBlame(key, before, after);
        if (event instanceof BlockEvent.Stop) {
            checkStop(key);
        }
        if (event instanceof BlockEvent.Fold && after.partial() != null) {
            checkFold(key, before, after.partial());
        }
    }

    /** A result counts only under the claim and attempt that held the task at that moment. */
    private void checkFence(BlockKey key, int i, TaskBlock before, TaskBlock after) {
        LiveClaim holder = before.claim(i);
        String found = text(after.result(i));
        String expected =
                holder == null
                        ? "none: nobody held the task"
                        : text(result(key, i, before.attempt(i), holder.id()));
        if (!expected.equals(found)) {
            throw broken("accepted " + found + " where only this may be: " + expected, key, i);
        }
    }

    private void checkBlame(BlockKey key, TaskBlock before, TaskBlock after) {
        for (PastAttempt past : after.past().subList(before.past().size(), after.past().size())) {
            RealFailure blamed = new RealFailure(key, past.index(), past.attempt(), past.node());
            if (past.countsAsFailure() && !failures.contains(blamed)) {
                throw broken("charged for what was not its fault: " + past, key, past.index());
            }
        }
    }

    /** Backups are as their owner is, wherever nothing is under way to them. */
    void checkBackups() {
        for (Partition partition : cluster.partitions()) {
            Member owner = partition.owner();
            Copy truth = owner == null ? null : owner.copy(partition.id);
            if (truth == null || !partition.underWay.isEmpty()) {
                continue;
            }
            for (Member backup : partition.backups()) {
                Copy copy = backup.copy(partition.id);
                if (copy != null) {
                    truth.blocks.forEach((key, block) -> compare(key, block, copy));
                    truth.jobs.forEach((id, job) -> compare(job, copy.jobs.get(id)));
                }
            }
        }
    }

    private void compare(BlockKey key, TaskBlock truth, Copy backup) {
        TaskBlock told = backup.blocks.get(key);
        String known = told == null ? "nothing" : BlockText.of(told);
        if (!known.equals(BlockText.of(truth))) {
            String both = "owner " + BlockText.of(truth) + "\n    backup " + known;
            throw new Violation("a backup of " + key + " differs", both);
        }
    }

    private void compare(JobRecord truth, @Nullable JobRecord told) {
        if (!Objects.equals(truth, told)) {
            throw new Violation("a backup of a job differs", truth + "\n    " + told);
        }
    }

    Violation broken(String what, BlockKey key, int index) {
        return new Violation(what, story.ofTask(key, index));
    }

    private Violation broken(String what, BlockKey key, TaskBlock before, TaskBlock after) {
        for (int i = 0; i < after.head().size(); i++) {
            if (!BlockText.task(before, i).equals(BlockText.task(after, i))) {
                return broken(what, key, i);
            }
        }
        return broken(what, key, 0);
    }
}
