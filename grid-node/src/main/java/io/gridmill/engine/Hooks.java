package io.gridmill.engine;

import io.gridmill.job.JobBrief;
import io.gridmill.job.JobFigures;
import io.gridmill.job.JobFilter;
import io.gridmill.job.JobRecord;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.TaskBlock;
import io.gridmill.ledger.TaskState;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What Hazelcast's threads tell and ask this member. Exists before the member starts, since messages
 * arrive at once; what comes too early is only noted, and the reconcile makes up for the rest.
 */
public final class Hooks implements RecordHooks, MemberQuestions {
    private final BlockIndex index;
    private volatile @Nullable Reactions reactions;
    private volatile Predicate<BlockKey> owned = _ -> true;
    private volatile BooleanSupplier guard = () -> true;

    /** Hooks that only note what they are told, until a member is made with them. */
    public Hooks() {
        this.index = new BlockIndex();
    }

    BlockIndex index() {
        return index;
    }

    /** What follows from a change; called on partition threads, so each only hands over. */
    interface Reactions {
        /** A block has work on offer that was not on offer before. */
        void offered(BlockKey key, boolean first);

        /** A block belongs to a job that is not known here. */
        void unknownJob(String job);

        /** All tasks of a block have ended. */
        void ended(BlockKey key);

        /** A task of a block has failed for good. */
        void failed(BlockKey key, TaskBlock block);

        /** When the next waiting task of a block is due. */
        void due(BlockKey key, long nextDue);

        /** A job changed. */
        void job(JobRecord job);

        /** The jobs that this member drives. */
        Collection<JobRecord> drivenJobs();

        /** Does what this node is told; how it is then. */
        Heartbeat obey(NodeCommand command);
    }

    /** How to tell whether this member still owns a block; what moved away is not counted. */
    void ownedBy(Predicate<BlockKey> test) {
        owned = test;
    }

    /** Whether this member may decide anything now. */
    void guardedBy(BooleanSupplier test) {
        guard = test;
    }

    @Override
    public boolean mayDecide() {
        return guard.getAsBoolean();
    }

    /** Notes nothing and tells nobody any more: the member has gone. */
    public void silence() {
        reactions = null;
    }

    void react(Reactions with) {
        reactions = with;
    }

    @Override
    public void block(BlockKey key, TaskBlock block) {
        if (block.head().size() == 0) {
            // It only marks where an open job ends: nothing of it runs, is folded, or settles.
            return;
        }
        BlockIndex.Noted noted = index.note(key, block);
        Reactions react = reactions;
        if (react == null) {
            return;
        }
        TaskBlock before = noted.before();
        if (noted.offered()) {
            react.offered(key, noted.first());
        }
        if (noted.jobUnknown()) {
            react.unknownJob(key.job());
        }
        if (block.count(TaskState.FAILED) > (before == null ? 0 : before.count(TaskState.FAILED))) {
            react.failed(key, block);
        }
        if (block.ended() && !block.folded()) {
            react.ended(key);
        }
        if (block.count(TaskState.WAITING) > 0
                || (before != null && before.count(TaskState.WAITING) > 0)) {
            react.due(key, block.nextDue());
        }
    }

    @Override
    public void job(JobRecord job) {
        index.note(JobBrief.of(job));
        Reactions react = reactions;
        if (react != null) {
            react.job(job);
        }
    }

    @Override
    public List<Hint> hints(Wants wants) {
        List<Hint> hints = new ArrayList<>();
        for (BlockIndex.Candidate block : index.hints(wants)) {
            hints.add(
                    new Hint(
                            block.key(),
                            block.level(),
                            block.share(),
                            block.ready(),
                            block.jobReady()));
        }
        return hints;
    }

    @Override
    public Tally tally(String job, long after) {
        long mark = index.mark();
        BitSet blocks = new BitSet();
        JobFigures figures = Tally.NO_FIGURES;
        List<Tally.BlockTasks> changed = new ArrayList<>();
        for (BlockIndex.Seen seen : index.blocks(job, -1)) {
            if (!owned.test(new BlockKey(job, seen.number()))) {
                continue;
            }
            blocks.set(seen.number());
            figures = figures.plus(Tally.figures(seen.block()));
            if (after >= 0 && seen.change() > after) {
                changed.add(Tally.BlockTasks.of(seen.block()));
            }
        }
        return new Tally(blocks, figures, mark, changed);
    }

    @Override
    public List<JobRecord> jobs(JobFilter filter) {
        Reactions react = reactions;
        return react == null ? List.of() : filter.pick(react.drivenJobs());
    }

    @Override
    public Heartbeat obey(NodeCommand command) {
        Reactions react = reactions;
        if (react == null) {
            throw new IllegalStateException("This node is just starting; repeat it in a moment");
        }
        return react.obey(command);
    }
}
