package io.gridmill.job;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a job whose data is on no member any more, after it was waited for: what can be
 * made again is, anything else fails the job with its reason. Pure.
 */
public final class LostData {
    private static final int NODES_NAMED = 5;
    private static final int TASK_STATES = 8;

    private LostData() {}

    /** What a job is after blocks of it were lost; null where that is not so, or does not matter. */
    static @Nullable JobRecord apply(JobRecord job, JobEvent.BlocksLost event) {
        BitSet lost = (BitSet) event.blocks().clone();
        // A split that goes on writes what is not there; beyond it nothing can be missing.
        boolean expected = job.progress().splitDone() || job.spec().open();
        lost.clear(expected ? job.blocks() : 0, Integer.MAX_VALUE);
        if (lost.isEmpty()
                || event.generation() != job.progress().generation()
                || job.progress().stopping()
                || job.progress().reopening()) {
            return null;
        }
        JobDraft draft = new JobDraft(job, event.now());
        String what = tasks(job, lost) + " were lost" + with(event.nodes());
        if (job.spec().open() && !event.kept()) {
            draft.failing(
                    failure(
                            what
                                    + ", and were added from outside, so that only a durable store"
                                    + " could have brought them back; add them to another job"));
            return draft.build();
        }
        if (!job.spec().retry().onLoss().reassign()) {
            draft.failing(failure(what + ", may have run, and nothing of it may run twice"));
            return draft.build();
        }
        draft.rebuild();
        draft.note("lost", what + "; they are made again");
        return draft.build();
    }

    /** Why a job fails whose data is gone for good. */
    public static JobFailure failure(String message) {
        return new JobFailure(ErrorCode.DATA_LOST.code(), message, -1);
    }

    private static String tasks(JobRecord job, BitSet lost) {
        long tasks = 0;
        for (int n = lost.nextSetBit(0); n >= 0; n = lost.nextSetBit(n + 1)) {
            long end = Math.min(job.progress().tasks(), job.plan().first(n + 1));
            tasks += Math.max(0, end - job.plan().first(n));
        }
        int blocks = lost.cardinality();
        return tasks
                + (tasks == 1 ? " task in " : " tasks in ")
                + blocks
                + (blocks == 1 ? " block" : " blocks");
    }

    /** The nodes that went before, in words: they may have died together. */
    public static String with(List<String> nodes) {
        if (nodes.isEmpty()) {
            return " by all nodes that had them";
        }
        String named = String.join(", ", nodes.subList(0, Math.min(NODES_NAMED, nodes.size())));
        int more = nodes.size() - NODES_NAMED;
        return " with the nodes that died: " + named + (more > 0 ? " and " + more + " more" : "");
    }

    /**
     * A job of which nothing but its last brief is left: it has failed. Its parameters, history and
     * number of tasks nobody knows any more.
     *
     * @param nodes names of nodes that went without a word before
     */
    public static JobRecord remains(JobBrief brief, List<String> nodes, long now) {
        JobSpec spec = JobRemains.spec(brief);
        JobFailure why =
                failure(
                        "The job's record was lost"
                                + with(nodes)
                                + "; what it was given is not known any more. Submit it again");
        JobRecord job = JobLifecycle.accepted(spec, new BlockPlan(BlockPlan.UNKNOWN, 1));
        JobDraft draft = new JobDraft(job, now);
        draft.generation = brief.generation();
        draft.failing(why);
        draft.state = JobState.FAILED;
        draft.ended = draft.now;
        draft.outcome =
                new JobRecord.Outcome(
                        null, null, new JobFigures(new long[TASK_STATES], 0, 0, 0, 0, 0));
        draft.note("failed", null);
        return draft.build();
    }
}
