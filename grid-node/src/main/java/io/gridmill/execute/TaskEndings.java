package io.gridmill.execute;

import io.gridmill.execute.RunningTask.StopReason;
import io.gridmill.job.ErrorCode;
import io.gridmill.ledger.AttemptOutcome;
import io.gridmill.ledger.TaskReport.Ending;
import org.jspecify.annotations.Nullable;

/** How an attempt ended that was told to stop. Pure. */
public final class TaskEndings {
    private TaskEndings() {}

    /** What the reason to stop makes of an attempt; null when it was not told to stop. */
    public static @Nullable Ending stopped(RunningTask task) {
        StopReason reason = task.stopReason();
        if (reason == null) {
            return null;
        }
        return switch (reason) {
            case CANCELLED -> new Ending.Cancelled();
            case NOT_WANTED -> new Ending.HandedBack();
            case TIMED_OUT ->
                    new Ending.Failed(
                            AttemptOutcome.TIMED_OUT,
                            ErrorCode.TASK_TIMED_OUT.code(),
                            "Ran longer than its timeout of "
                                    + task.batch().job().spec().taskTimeoutMillis()
                                    + " ms",
                            true);
        };
    }
}
