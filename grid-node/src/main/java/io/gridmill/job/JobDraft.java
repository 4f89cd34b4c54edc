package io.gridmill.job;

import io.gridmill.job.JobRecord.Change;
import io.gridmill.job.JobRecord.Outcome;
import io.gridmill.job.JobRecord.Progress;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A record of a job that is being changed; see {@link JobLifecycle}. For one thread. */
final class JobDraft {
    private final JobRecord before;
    final long now;
    private final List<Change> history;
    final BitSet settled;
    JobSpec spec;
    JobState state;
    int generation;
    long epoch;
    String driver;
    boolean splitDone;
    long tasks;
    boolean closing;
    boolean stopping;
    boolean reopening;
    long started;
    long split;
    long aggregating;
    long ended;
    FailedTasks failed;
    @Nullable JobFailure failure;
    @Nullable Outcome outcome;
    List<StepRecord> steps;

    JobDraft(JobRecord before, long now) {
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
        boolean all = splitDone && settled.nextClearBit(0) >= before.plan().blocks(tasks);
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

    /** Opens the next generation for blocks that are gone: all that is not there is made again. */
    void rebuild() {
        generation++;
        // Whoever drives begins anew: what it had under way is of blocks that are gone.
        epoch++;
        failed = FailedTasks.NONE;
        settled.clear();
        splitDone = false;
        state = JobState.SPLITTING;
        started = now;
        aggregating = 0;
        reopening = before.spec().open();
    }

    void failing(@Nullable JobFailure why) {
        failure = why;
        stopping = true;
        note("failing", why == null ? null : why.code() + ": " + why.message());
    }

    void note(String what, @Nullable String detail) {
        history.add(new Change(history.getLast().number() + 1, now, what, detail));
        if (history.size() > JobLifecycle.MAX_HISTORY) {
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
                spec, before.plan(), progress, settled, failed, failure, outcome, history, steps);
    }
}
