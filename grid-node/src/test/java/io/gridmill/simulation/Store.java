package io.gridmill.simulation;

import io.gridmill.job.JobEvent;
import io.gridmill.job.JobLifecycle;
import io.gridmill.job.JobRecord;
import io.gridmill.ledger.BlockAnswer;
import io.gridmill.ledger.BlockChange;
import io.gridmill.ledger.BlockEvent;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.BlockTransitions.Decision;
import io.gridmill.ledger.TaskBlock;
import io.gridmill.simulation.Calls.Effect;
import java.util.Optional;
import java.util.function.Consumer;

/** The maps of jobs and blocks: owners decide by the production functions, backups are told. */
final class Store {
    private final Cluster cluster;
    private final Calls calls;
    private final Decisions decisions;
    private final Checker checker;

    Store(Cluster cluster, Calls calls, Decisions decisions, Checker checker) {
        this.cluster = cluster;
        this.calls = calls;
        this.decisions = decisions;
        this.checker = checker;
    }

    void create(Member from, JobRecord job, Runnable answered) {
        calls.call(
                from,
                cluster.partition(job.id()),
                (owner, copy) -> {
                    if (copy.jobs.putIfAbsent(job.id(), job) != null) {
                        return new Effect<>(false, null);
                    }
                    return new Effect<>(true, backup -> backup.jobs.putIfAbsent(job.id(), job));
                },
                _ -> answered.run());
    }

    void apply(Member from, String job, JobEvent event, Consumer<JobRecord> answered) {
        calls.call(
                from,
                cluster.partition(job),
                (owner, copy) -> change(owner, copy, job, event),
                record -> record.ifPresent(answered));
    }

    /** The same by a message that may be lost. */
    void tell(Member from, String job, JobEvent event) {
        calls.tell(
                from,
                cluster.partition(job),
                (owner, copy) -> change(owner, copy, job, event),
                _ -> {});
    }

    private Effect<Optional<JobRecord>> change(Member owner, Copy copy, String id, JobEvent event) {
        JobRecord before = copy.jobs.get(id);
        JobRecord after = before == null ? null : JobLifecycle.apply(before, event);
        if (before == null || after == null) {
            return new Effect<>(Optional.ofNullable(before), null);
        }
        copy.jobs.put(id, after);
        checker.jobChanged(owner, event, before, after);
        return new Effect<>(Optional.of(after), backup -> later(backup, after));
    }

    private static void later(Copy backup, JobRecord told) {
        JobRecord known = backup.jobs.get(told.id());
        if (known == null || known.progress().version() <= told.progress().version()) {
            backup.jobs.put(told.id(), told);
        }
    }

    void create(Member from, BlockKey key, TaskBlock block, Runnable answered) {
        calls.call(
                from,
                cluster.partition(key),
                (owner, copy) -> {
                    if (copy.blocks.putIfAbsent(key, block) != null) {
                        return new Effect<>(false, null);
                    }
                    return new Effect<>(true, backup -> backup.blocks.putIfAbsent(key, block));
                },
                _ -> answered.run());
    }

    void apply(Member from, BlockKey key, BlockEvent event, Consumer<BlockAnswer> answered) {
        calls.call(
                from,
                cluster.partition(key),
                (owner, copy) -> change(owner, copy, key, event),
                answered);
    }

    /** The same by a message that may be lost. */
    void tell(Member from, BlockKey key, BlockEvent event, Consumer<BlockAnswer> answered) {
        calls.tell(
                from,
                cluster.partition(key),
                (owner, copy) -> change(owner, copy, key, event),
                answered);
    }

    private Effect<BlockAnswer> change(Member owner, Copy copy, BlockKey key, BlockEvent event) {
        TaskBlock before = copy.blocks.get(key);
        if (before == null) {
            return new Effect<>(BlockAnswer.NO_BLOCK, null);
        }
        Decision decision = decisions.decide(before, event);
        checker.blockChanged(owner, key, event, before, decision);
        BlockChange change = decision.change();
        if (change == null) {
            return new Effect<>(decision.answer(), null);
        }
        copy.blocks.put(key, decision.block());
        return new Effect<>(
                decision.answer(),
                backup ->
                        backup.blocks.computeIfPresent(
                                key, (_, known) -> decisions.onBackup(known, event, change)));
    }

    /** Reads a job; what is read is known to its backups too. */
    void read(Member from, String job, Consumer<JobRecord> answered) {
        calls.call(
                from,
                cluster.partition(job),
                (owner, copy) -> new Effect<>(Optional.ofNullable(copy.jobs.get(job)), null),
                record -> record.ifPresent(answered));
    }

    /** Reads a block; what is read is known to its backups too. */
    void read(Member from, BlockKey key, Consumer<Optional<TaskBlock>> answered) {
        calls.call(
                from,
                cluster.partition(key),
                (owner, copy) -> new Effect<>(Optional.ofNullable(copy.blocks.get(key)), null),
                answered);
    }
}
