package io.gridmill.job;

import io.gridmill.job.JobRecord.Change;
import io.gridmill.job.JobRecord.Outcome;
import io.gridmill.job.JobRecord.Progress;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The life of a job: the one place where its record changes. Pure; every event may come twice, too
 * late, or from a driver that was replaced.
 *
 * <pre>
 * PENDING                                  --begins--------------> SPLITTING
 * SPLITTING                                --first tasks, or all-> RUNNING
 * RUNNING                                  --all blocks settled--> AGGREGATING
 * RUNNING, AGGREGATING                     --blocks were lost----> SPLITTING
 * AGGREGATING                              --result is there-----> SUCCEEDED
 * PENDING, SPLITTING, RUNNING, AGGREGATING --cancelled-----------> CANCELLING
 * CANCELLING                               --nothing runs--------> CANCELLED
 * PENDING, SPLITTING, RUNNING, AGGREGATING --nothing runs--------> FAILED (was failing)
 * FAILED, CANCELLED                        --retried by hand-----> PENDING, SPLITTING, RUNNING
 * SUCCEEDED                                --retried by hand-----> RUNNING (some tasks had failed)
 * </pre>
 *
 * A job that cannot succeed any more is failing: it keeps its state, says {@code stopping}, and moves
 * on to FAILED only. Whichever came first, a failure or a cancel, decides how it ends. A retry by
 * hand opens the next generation, and so do blocks that were lost; within one, nothing leaves its
 * end.
 */
public final class JobLifecycle {
    /** Oldest changes beyond this many are dropped; the numbers go on. */
    static final int MAX_HISTORY = 200;

    private JobLifecycle() {}

    /** A new job. */
    public static JobRecord accepted(JobSpec spec, BlockPlan plan) {
        Progress progress =
                new Progress(
                        JobState.PENDING, 1, 1, 0, "", false, 0, false, false, false, 0, 0, 0, 0);
        Change first = new Change(1, spec.created(), "accepted", "by " + spec.user());
        return new JobRecord(
                spec,
                plan,
                progress,
                new BitSet(),
                FailedTasks.NONE,
                null,
                null,
                List.of(first),
                StepRecord.waiting(spec.graph()));
    }

    /** What an event makes of a job; null when it changes nothing. */
    public static @Nullable JobRecord apply(JobRecord job, JobEvent event) {
        if (job.state().ended()) {
            if (event instanceof JobEvent.Change change) {
                return change(job, change);
            }
            return event instanceof JobEvent.Retry retry ? retry(job, retry) : null;
        }
        return switch (event) {
            case JobEvent.Drive drive -> drive(job, drive);
            case JobEvent.Confirm _ -> null;
            case JobEvent.Begin begin -> begin(job, begin);
            case JobEvent.NotNeeded notNeeded -> notNeeded(job, notNeeded);
            case JobEvent.StepsMoved moved -> stepsMoved(job, moved);
            case JobEvent.SplitStarted started -> splitStarted(job, started);
            case JobEvent.SplitDone done -> splitDone(job, done);
            case JobEvent.Added added -> added(job, added);
            case JobEvent.Close close -> close(job, close);
            case JobEvent.Change change -> change(job, change);
            case JobEvent.Settled settled -> settled(job, settled);
            case JobEvent.Cancel cancel -> cancel(job, cancel);
            case JobEvent.Fail fail -> fail(job, fail);
            case JobEvent.AggregateStarted started -> aggregateStarted(job, started);
            case JobEvent.AggregateDone done -> aggregateDone(job, done);
            case JobEvent.Stopped stopped -> stopped(job, stopped);
            case JobEvent.Retry _ -> null;
            case JobEvent.Reopened reopened -> reopened(job, reopened);
            case JobEvent.BlocksLost lost -> LostData.apply(job, lost);
        };
    }

    private static JobRecord drive(JobRecord job, JobEvent.Drive drive) {
        JobDraft draft = new JobDraft(job, drive.now());
        draft.epoch = job.progress().epoch() + 1;
        draft.driver = drive.node();
        draft.note("driven", "by " + drive.node());
        if (job.state() == JobState.PENDING
                && !job.progress().stopping()
                && job.spec().parent() == null
                && job.spec().conditions().met()) {
            draft.begin();
        }
        return draft.build();
    }

    private static @Nullable JobRecord begin(JobRecord job, JobEvent.Begin begin) {
        if (stale(job, begin.epoch())
                || job.progress().stopping()
                || job.state() != JobState.PENDING) {
            return null;
        }
        JobDraft draft = new JobDraft(job, begin.now());
        draft.begin();
        return draft.build();
    }

    private static @Nullable JobRecord notNeeded(JobRecord job, JobEvent.NotNeeded event) {
        if (stale(job, event.epoch())
                || job.progress().stopping()
                || job.state() != JobState.PENDING) {
            return null;
        }
        JobDraft draft = new JobDraft(job, event.now());
        draft.stopping = true;
        draft.state = JobState.CANCELLING;
        draft.note("not needed", event.reason());
        return draft.build();
    }

    private static @Nullable JobRecord stepsMoved(JobRecord job, JobEvent.StepsMoved event) {
        if (stale(job, event.epoch()) || job.state() == JobState.PENDING) {
            return null;
        }
        JobDraft draft = new JobDraft(job, event.now());
        List<StepRecord> steps = StepMoves.apply(job, event.steps(), draft::note);
        if (steps.equals(job.steps())) {
            return null;
        }
        draft.steps = steps;
        if (job.state() == JobState.SPLITTING) {
            draft.state = JobState.RUNNING;
        }
        return draft.build();
    }

    private static @Nullable JobRecord splitStarted(JobRecord job, JobEvent.SplitStarted event) {
        if (stale(job, event.epoch())
                || job.progress().stopping()
                || job.state() != JobState.SPLITTING) {
            return null;
        }
        JobDraft draft = new JobDraft(job, event.now());
        draft.state = JobState.RUNNING;
        draft.note("running", null);
        return draft.build();
    }

    private static @Nullable JobRecord splitDone(JobRecord job, JobEvent.SplitDone done) {
        if (stale(job, done.epoch())
                || job.progress().stopping()
                || job.progress().splitDone()
                || (job.state() != JobState.SPLITTING && job.state() != JobState.RUNNING)) {
            return null;
        }
        JobDraft draft = new JobDraft(job, done.now());
        draft.splitDone = true;
        draft.tasks = done.tasks();
        draft.split = draft.now;
        if (job.state() == JobState.SPLITTING) {
            draft.state = JobState.RUNNING;
            draft.note("running", null);
        }
        draft.note("split", done.tasks() + " tasks");
        draft.judge();
        return draft.build();
    }

    private static @Nullable JobRecord added(JobRecord job, JobEvent.Added added) {
        if (!job.spec().open()
                || job.progress().splitDone()
                || added.tasks() <= job.progress().tasks()) {
            return null;
        }
        JobDraft draft = new JobDraft(job, added.now());
        draft.tasks = added.tasks();
        return draft.build();
    }

    private static @Nullable JobRecord close(JobRecord job, JobEvent.Close close) {
        if (!job.takesTasks()) {
            return null;
        }
        JobDraft draft = new JobDraft(job, close.now());
        draft.closing = true;
        draft.note("closed", "by " + close.user());
        return draft.build();
    }

    private static @Nullable JobRecord change(JobRecord job, JobEvent.Change change) {
        String difference = change.edit().difference(job.spec());
        if (difference.isEmpty()) {
            return null;
        }
        JobDraft draft = new JobDraft(job, change.now());
        draft.spec = change.edit().of(job.spec());
        draft.note("changed", difference + "by " + change.user());
        return draft.build();
    }

    private static @Nullable JobRecord settled(JobRecord job, JobEvent.Settled event) {
        BitSet news = (BitSet) event.blocks().clone();
        news.andNot(job.settled());
        FailedTasks failed =
                job.failed().with(event.failed(), job.settled(), event.blocks(), event.failure());
        boolean ofThisGeneration = event.generation() == job.progress().generation();
        if (!ofThisGeneration || (news.isEmpty() && failed.equals(job.failed()))) {
            return null;
        }
        JobDraft draft = new JobDraft(job, event.now());
        draft.settled.or(event.blocks());
        draft.failed = failed;
        draft.judge();
        return draft.build();
    }

    private static @Nullable JobRecord cancel(JobRecord job, JobEvent.Cancel cancel) {
        boolean meant =
                cancel.generation() == 0 || cancel.generation() == job.progress().generation();
        if (job.progress().stopping() || !meant) {
            return null;
        }
        JobDraft draft = new JobDraft(job, cancel.now());
        draft.stopping = true;
        draft.state = JobState.CANCELLING;
        draft.note("cancelling", "by " + cancel.user());
        return draft.build();
    }

    private static @Nullable JobRecord fail(JobRecord job, JobEvent.Fail fail) {
        if ((fail.epoch() != 0 && stale(job, fail.epoch())) || job.progress().stopping()) {
            return null;
        }
        JobDraft draft = new JobDraft(job, fail.now());
        draft.failing(fail.failure());
        return draft.build();
    }

    private static @Nullable JobRecord aggregateStarted(
            JobRecord job, JobEvent.AggregateStarted event) {
        if (stale(job, event.epoch())
                || job.progress().stopping()
                || !job.allSettled()
                || job.state() != JobState.RUNNING) {
            return null;
        }
        JobDraft draft = new JobDraft(job, event.now());
        draft.state = JobState.AGGREGATING;
        draft.aggregating = draft.now;
        draft.note("aggregating", null);
        return draft.build();
    }

    private static @Nullable JobRecord aggregateDone(JobRecord job, JobEvent.AggregateDone event) {
        if (stale(job, event.epoch())
                || job.progress().stopping()
                || job.state() != JobState.AGGREGATING) {
            return null;
        }
        JobDraft draft = new JobDraft(job, event.now());
        draft.state = JobState.SUCCEEDED;
        draft.ended = draft.now;
        draft.outcome = new Outcome(event.result(), event.mediaType(), event.figures());
        draft.note("succeeded", event.result().size() + " bytes of " + event.mediaType());
        return draft.build();
    }

    private static @Nullable JobRecord stopped(JobRecord job, JobEvent.Stopped event) {
        if (stale(job, event.epoch()) || !job.progress().stopping()) {
            return null;
        }
        JobDraft draft = new JobDraft(job, event.now());
        boolean failed = job.failure() != null;
        draft.state = failed ? JobState.FAILED : JobState.CANCELLED;
        draft.steps = StepMoves.stopped(draft.steps, draft.now);
        draft.ended = draft.now;
        draft.outcome = new Outcome(null, null, event.figures());
        draft.note(failed ? "failed" : "cancelled", null);
        return draft.build();
    }

    private static @Nullable JobRecord retry(JobRecord job, JobEvent.Retry retry) {
        if (!job.retryable()
                || retry.generation() != job.progress().generation()
                || retry.now() >= job.expires()) {
            return null;
        }
        JobDraft draft = new JobDraft(job, retry.now());
        draft.again();
        draft.note("retried", "by " + retry.user());
        return draft.build();
    }

    private static @Nullable JobRecord reopened(JobRecord job, JobEvent.Reopened event) {
        if (stale(job, event.epoch()) || !job.progress().reopening()) {
            return null;
        }
        JobDraft draft = new JobDraft(job, event.now());
        draft.reopening = false;
        return draft.build();
    }

    private static boolean stale(JobRecord job, long epoch) {
        return epoch != job.progress().epoch();
    }
}
