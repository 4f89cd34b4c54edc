package io.gridmill.simulation;

import io.gridmill.job.JobRecord;
import io.gridmill.job.JobState;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.TaskBlock;
import io.gridmill.ledger.TaskState;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Judges the grid after faults have stopped and it was given time to finish. */
final class FinalChecks {
    private final Cluster cluster;
    private final Checker checker;
    private final Story story;
    private final Map<BlockKey, TaskBlock> blocks = new TreeMap<>();
    private final Map<String, JobRecord> jobs = new TreeMap<>();

    FinalChecks(Cluster cluster, Checker checker, Story story) {
        this.cluster = cluster;
        this.checker = checker;
        this.story = story;
    }

    /** Whether every job that the grid acknowledged has ended. */
    static boolean allEnded(Cluster cluster, Checker checker) {
        for (String id : checker.promised().keySet()) {
            Partition partition = cluster.partition(id);
            Member owner = partition.owner();
            Copy copy = owner == null ? null : owner.copy(partition.id);
            JobRecord job = copy == null ? null : copy.jobs.get(id);
            if (job == null || !job.state().ended()) {
                return false;
            }
        }
        return true;
    }

    void check() {
        checker.checkBackups();
        for (Partition partition : cluster.partitions()) {
            Member owner = partition.owner();
            Copy copy = owner == null ? null : owner.copy(partition.id);
            if (copy != null) {
                blocks.putAll(copy.blocks);
                jobs.putAll(copy.jobs);
            }
        }
        checker.promised().forEach(this::checkJob);
        checker.acknowledged().forEach(this::checkAcknowledged);
    }

    private void checkJob(String id, JobState promised) {
        JobRecord job = jobs.get(id);
        if (job == null) {
            throw new Violation(id + " was acknowledged and is lost", story.ofJob(id));
        }
        if (!job.state().ended()) {
            throw new Violation(id + " does not end: " + whatHoldsItUp(job), story.ofJob(id));
        }
        if (promised == JobState.CANCELLED && job.state() != JobState.CANCELLED) {
            throw new Violation(id + " ended " + job.state() + " after a cancel", story.ofJob(id));
        }
        if (job.failure() != null && job.failure().code().equals("data-lost")) {
            throw new Violation(id + " lost data: " + job.failure(), story.ofJob(id));
        }
        if (job.state() == JobState.SUCCEEDED) {
            checkResult(job);
        }
    }

    private String whatHoldsItUp(JobRecord job) {
        StringBuilder text = new StringBuilder(job.state().name());
        text.append(", settled ").append(job.settled());
        blocks.forEach(
                (key, block) -> {
                    for (int i = 0; i < block.head().size(); i++) {
                        if (key.job().equals(job.id()) && !block.state(i).ended()) {
                            text.append("\n    ").append(key).append(": ");
                            text.append(story.ofTask(key, i));
                            return;
                        }
                    }
                });
        return text.toString();
    }

    /** Every task's result is in the job's result once, and is the one that its block took. */
    private void checkResult(JobRecord job) {
        List<String> parts =
                job.outcome() == null
                        ? List.of()
                        : List.of(Checker.text(job.outcome().result()).split(",", -1));
        Set<String> tasks = new HashSet<>();
        for (String part : parts) {
            String task = part.substring(0, Math.max(0, part.indexOf('@')));
            if (!task.isEmpty() && !tasks.add(task)) {
                throw new Violation("a task counts twice: " + part, story.ofJob(job.id()));
            }
        }
        if (tasks.size() != job.progress().tasks()) {
            String counts = tasks.size() + " results of " + job.progress().tasks() + " tasks";
            throw new Violation(counts + " in " + job.id(), story.ofJob(job.id()));
        }
        checker.acknowledged()
                .forEach(
                        (task, result) -> {
                            boolean mine = task.key().job().equals(job.id());
                            if (mine && !parts.contains(result)) {
                                throw checker.broken(
                                        "accepted but not in the result: " + result,
                                        task.key(),
                                        task.index());
                            }
                        });
    }

    private void checkAcknowledged(Checker.Task task, String result) {
        TaskBlock block = blocks.get(task.key());
        String held = block == null ? "no block" : Checker.text(block.result(task.index()));
        String partial = block == null ? "" : Checker.text(block.partial());
        boolean stored =
                block != null
                        && block.state(task.index()) == TaskState.SUCCEEDED
                        && (held.equals(result)
                                || List.of(partial.split(",", -1)).contains(result));
        if (!stored) {
            throw checker.broken(
                    "acknowledged " + result + " but stored " + held, task.key(), task.index());
        }
    }
}
