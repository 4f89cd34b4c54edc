package io.gridmill.simulation;

import io.gridmill.job.JobEvent;
import io.gridmill.job.JobFailure;
import io.gridmill.job.JobFigures;
import io.gridmill.job.JobRecord;
import io.gridmill.job.JobState;
import io.gridmill.ledger.BlockEvent;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.TaskBlock;
import io.gridmill.ledger.TaskState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * How the owner of a job's key drives it: under its own epoch, one step at a time, each of which may
 * be done again by the next driver.
 */
final class Driver {
    private final Member me;
    private final Store store;
    private final Hints hints;
    private final Mutant mutant;
    private final Map<String, Long> epochs = new TreeMap<>();
    private final Set<String> busy = new HashSet<>();

    Driver(Member me, Store store, Hints hints, Mutant mutant) {
        this.me = me;
        this.store = store;
        this.hints = hints;
        this.mutant = mutant;
    }

    /** Drives a job that this member owns, by what its backups know of it: else a crash undoes it. */
    void drive(JobRecord seen) {
        String id = seen.id();
        if (seen.state().ended() || !busy.add(id)) {
            return;
        }
        if (mutant == Mutant.ACTS_BEFORE_BACKUPS) {
            takeOverOrStep(seen);
        } else {
            store.read(me, id, this::takeOverOrStep);
        }
    }

    private void takeOverOrStep(JobRecord job) {
        String id = job.id();
        if (job.state().ended()) {
            busy.remove(id);
        } else if (epochs.getOrDefault(id, -1L) == job.progress().epoch()) {
            step(job);
        } else {
            store.apply(me, id, new JobEvent.Drive(me.id, me.now()), this::driven);
        }
    }

    private void driven(JobRecord job) {
        if (job.progress().driver().equals(me.id)) {
            epochs.put(job.id(), job.progress().epoch());
        }
        busy.remove(job.id());
    }

    private void step(JobRecord job) {
        if (job.progress().stopping()) {
            stop(job, 0, new ArrayList<>());
        } else if (!job.progress().splitDone()) {
            long epoch = job.progress().epoch();
            JobEvent started = new JobEvent.SplitStarted(epoch, me.now());
            store.apply(me, job.id(), started, _ -> split(job, 0));
        } else if (job.state() == JobState.AGGREGATING) {
            aggregate(job, 0, new ArrayList<>());
        } else if (job.allSettled()) {
            apply(job, new JobEvent.AggregateStarted(job.progress().epoch(), me.now()));
        } else {
            busy.remove(job.id());
        }
    }

    private void apply(JobRecord job, JobEvent event) {
        store.apply(me, job.id(), event, _ -> busy.remove(job.id()));
    }

    private void split(JobRecord job, int number) {
        long tasks = hints.load(job.id()).tasks();
        long first = job.plan().first(number);
        if (first >= tasks) {
            apply(job, new JobEvent.SplitDone(job.progress().epoch(), tasks, me.now()));
            return;
        }
        int size = (int) Math.min(job.plan().blockSize(), tasks - first);
        int generation = job.progress().generation();
        TaskBlock block = TaskBlock.fresh(new TaskBlock.Head(first, size, generation, null));
        BlockKey key = new BlockKey(job.id(), number);
        store.create(me, key, block, () -> split(job, number + 1));
    }

    /** Stops one block after the other; the job has stopped when all of them have ended. */
    private void stop(JobRecord job, int number, List<TaskBlock> stopped) {
        BlockKey key = new BlockKey(job.id(), number);
        BlockEvent event = new BlockEvent.Stop(job.failure() != null);
        store.apply(me, key, event, _ -> read(key, block -> stopNext(job, number, block, stopped)));
    }

    private void stopNext(
            JobRecord job, int number, Optional<TaskBlock> block, List<TaskBlock> stopped) {
        block.ifPresent(stopped::add);
        if (block.isPresent() || number + 1 < job.blocks()) {
            stop(job, number + 1, stopped);
        } else if (stopped.stream().allMatch(TaskBlock::ended)) {
            long epoch = job.progress().epoch();
            apply(job, new JobEvent.Stopped(epoch, figures(stopped), me.now()));
        } else {
            busy.remove(job.id());
        }
    }

    private void aggregate(JobRecord job, int number, List<TaskBlock> folded) {
        long epoch = job.progress().epoch();
        if (number == job.blocks()) {
            List<String> parts = folded.stream().map(b -> Checker.text(b.partial())).toList();
            apply(
                    job,
                    new JobEvent.AggregateDone(
                            epoch, Duties.bytes(parts), "text/plain", figures(folded), me.now()));
            return;
        }
        read(
                new BlockKey(job.id(), number),
                block -> {
                    if (block.isEmpty() || !block.get().folded()) {
                        JobFailure lost = new JobFailure("data-lost", "block " + number, -1);
                        apply(job, new JobEvent.Fail(epoch, lost, me.now()));
                        return;
                    }
                    folded.add(block.get());
                    aggregate(job, number + 1, folded);
                });
    }

    private void read(BlockKey key, Consumer<Optional<TaskBlock>> answered) {
        store.read(me, key, answered);
    }

    private static JobFigures figures(List<TaskBlock> blocks) {
        long[] counts = new long[TaskState.values().length];
        long late = 0;
        for (TaskBlock block : blocks) {
            for (TaskState state : TaskState.values()) {
                counts[state.code()] += block.count(state);
            }
            late += block.late();
        }
        return new JobFigures(counts, 0, 0, 0, late, 0);
    }
}
