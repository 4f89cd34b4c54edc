package io.gridmill.job;

import io.gridmill.job.JobRecord.Change;
import io.gridmill.job.JobRecord.Outcome;
import io.gridmill.job.JobRecord.Progress;
import java.util.ArrayList;
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
 * hand opens the next generation; within one, nothing leaves its end.
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
        };
    }

    private static JobRecord drive(JobRecord job, JobEvent.Drive drive) {
        Draft draft = new Draft(job, drive.now());
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
        Draft draft = new Draft(job, begin.now());
        draft.begin();
        return draft.build();
    }

    private static @Nullable JobRecord notNeeded(JobRecord job, JobEvent.NotNeeded event) {
        if (stale(job, event.epoch())
                || job.progress().stopping()
                || job.state() != JobState.PENDING) {
            return null;
        }
        Draft draft = new Draft(job, event.now());
        draft.stopping = true;
        draft.state = JobState.CANCELLING;
        draft.note("not needed", event.reason());
        return draft.build();
    }

    private static @Nullable JobRecord stepsMoved(JobRecord job, JobEvent.StepsMoved event) {
        if (stale(job, event.epoch()) || job.state() == JobState.PENDING) {
            return null;
        }
        Draft draft = new Draft(job, event.now());
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
        Draft draft = new Draft(job, event.now());
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
        Draft draft = new Draft(job, done.now());
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
        Draft draft = new Draft(job, added.now());
        draft.tasks = added.tasks();
        return draft.build();
    }

    private static @Nullable JobRecord close(JobRecord job, JobEvent.Close close) {
        if (!job.takesTasks()) {
            return null;
        }
        Draft draft = new Draft(job, close.now());
        draft.closing = true;
        draft.note("closed", "by " + close.user());
        return draft.build();
    }

    private static @Nullable JobRecord change(JobRecord job, JobEvent.Change change) {
        String difference = change.edit().difference(job.spec());
        if (difference.isEmpty()) {
            return null;
        }
        Draft draft = new Draft(job, change.now());
        draft.spec = change.edit().of(job.spec());
        draft.note("changed", difference + "by " + change.user());
        return draft.build();
    }

    private static @Nullable JobRecord settled(JobRecord job, JobEvent.Settled event) {
        BitSet news = (BitSet) event.blocks().clone();
        news.andNot(job.settled());
        FailedTasks failed = job.failed().with(event.failed(), event.failure());
        boolean ofThisGeneration = event.generation() == job.progress().generation();
        if (!ofThisGeneration || (news.isEmpty() && failed.equals(job.failed()))) {
            return null;
        }
        Draft draft = new Draft(job, event.now());
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
        Draft draft = new Draft(job, cancel.now());
        draft.stopping = true;
        draft.state = JobState.CANCELLING;
        draft.note("cancelling", "by " + cancel.user());
        return draft.build();
    }

    private static @Nullable JobRecord fail(JobRecord job, JobEvent.Fail fail) {
        if ((fail.epoch() != 0 && stale(job, fail.epoch())) || job.progress().stopping()) {
            return null;
        }
        Draft draft = new Draft(job, fail.now());
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
        Draft draft = new Draft(job, event.now());
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
        Draft draft = new Draft(job, event.now());
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
        Draft draft = new Draft(job, event.now());
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
        Draft draft = new Draft(job, retry.now());
        draft.again();
        draft.note("retried", "by " + retry.user());
        return draft.build();
    }

    private static @Nullable JobRecord reopened(JobRecord job, JobEvent.Reopened event) {
        if (stale(job, event.epoch()) || !job.progress().reopening()) {
            return null;
        }
        Draft draft = new Draft(job, event.now());
        draft.reopening = false;
        return draft.build();
    }

    private static boolean stale(JobRecord job, long epoch) {
        return epoch != job.progress().epoch();
    }

    /** A record being changed. */
    private static final class Draft {
        private final JobRecord before;
        private final long now;
        private final List<Change> history;
        private final BitSet settled;
        private JobSpec spec;
        private JobState state;
        private int generation;
        private long epoch;
        private String driver;
        private boolean splitDone;
        private long tasks;
        private boolean closing;
        private boolean stopping;
        private boolean reopening;
        private long started;
        private long split;
        private long aggregating;
        private long ended;
        private FailedTasks failed;
        private @Nullable JobFailure failure;
        private @Nullable Outcome outcome;
        private List<StepRecord> steps;

        Draft(JobRecord before, long now) {
            Progress from = before.progress();
            this.before = before;
            this.spec = before.spec();
            // Whoever drives has a clock of its own; the times of a job never fall.
            this.now = Math.max(now, before.history().getLast().time());
            this.history = new ArrayList<>(before.history());
            this.settled = (BitSet) before.settled().clone();
            this.state = from.state();
            this.generation = from.generation();
            this.epoch = from.epoch();
            this.driver = from.driver();
            this.splitDone = from.splitDone();
            this.tasks = from.tasks();
            this.closing = from.closing();
            this.stopping = from.stopping();
            this.reopening = from.reopening();
            this.started = from.started();
            this.split = from.split();
            this.aggregating = from.aggregating();
            this.ended = from.ended();
            this.failed = before.failed();
            this.failure = before.failure();
            this.outcome = before.outcome();
            this.steps = before.steps();
        }

        void begin() {
            state = JobState.SPLITTING;
            started = now;
            note("splitting", null);
        }

        /** Fails the job when more tasks have failed than it bears. */
        void judge() {
            long total = splitDone ? tasks : before.plan().tasks();
            boolean all = splitDone && settled.cardinality() == before.plan().blocks(tasks);
            JobFailure verdict = failed.verdict(before.spec().failurePolicy(), total, all);
            if (verdict != null && !stopping) {
                failing(verdict);
            }
        }

        /** Opens the next generation: what succeeded stays, in the blocks; the rest runs again. */
        void again() {
            generation++;
            steps = StepRecord.again(steps);
            // A job made of steps says once more how many tasks there are when all have ended.
            splitDone &= steps.isEmpty();
            stopping = false;
            failed = FailedTasks.NONE;
            failure = null;
            outcome = null;
            settled.clear();
            aggregating = 0;
            ended = 0;
            if (started == 0) {
                state = JobState.PENDING;
                return;
            }
            started = now;
            state = splitDone ? JobState.RUNNING : JobState.SPLITTING;
            // What is split again opens its blocks on the way.
            reopening = splitDone || before.spec().open();
        }

        void failing(@Nullable JobFailure why) {
            failure = why;
            stopping = true;
            note("failing", why == null ? null : why.code() + ": " + why.message());
        }

        void note(String what, @Nullable String detail) {
            history.add(new Change(history.getLast().number() + 1, now, what, detail));
            if (history.size() > MAX_HISTORY) {
                history.removeFirst();
            }
        }

        JobRecord build() {
            Progress from = before.progress();
            Progress progress =
                    new Progress(
                            state,
                            generation,
                            from.version() + 1,
                            epoch,
                            driver,
                            splitDone,
                            tasks,
                            closing,
                            stopping,
                            reopening,
                            started,
                            split,
                            aggregating,
                            ended);
            return new JobRecord(
                    spec,
                    before.plan(),
                    progress,
                    settled,
                    failed,
                    failure,
                    outcome,
                    history,
                    steps);
        }
    }
}
