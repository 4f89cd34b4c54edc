package io.gridmill.report;

import io.gridmill.job.DataRef;
import io.gridmill.job.JobSpec;
import io.gridmill.ledger.AttemptOutcome;
import io.gridmill.ledger.LiveClaim;
import io.gridmill.ledger.PastAttempt;
import io.gridmill.ledger.TaskBlock;
import io.gridmill.ledger.TaskState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people are told of a task, made from its block. Pure. */
public final class TaskReports {
    private TaskReports() {}

    /** The task at an index of a block. */
    public static TaskStatus of(JobSpec job, TaskBlock block, int index) {
        List<TaskStatus.Attempt> attempts = new ArrayList<>();
        for (PastAttempt past : block.past()) {
            if (past.index() == index) {
                attempts.add(past(past));
            }
        }
        LiveClaim claim = block.claim(index);
        String id = claim == null ? block.endedOn(index) : claim.id().node();
        String node = id == null ? null : NodeNames.of(id);
        TaskState state = block.state(index);
        TaskBlock.Elder elder = block.elder(index);
        if (elder != null) {
            attempts.add(first(block, elder));
        }
        boolean alone = elder != null && elder.claim() == block.claimPlace(index);
        if (!alone && (state == TaskState.SUCCEEDED || state == TaskState.RUNNING)) {
            attempts.add(last(block, index, state, node == null ? "" : node));
        }
        attempts.sort(Comparator.comparingInt(TaskStatus.Attempt::number));
        DataRef result = block.result(index);
        return new TaskStatus(
                job.id(),
                block.head().first() + index,
                state,
                node,
                attempts,
                result == null ? null : result.size(),
                job.parent() == null ? null : job.parent().name(),
                null);
    }

    private static TaskStatus.Attempt past(PastAttempt past) {
        Instant start = StatusReport.time(past.start());
        return new TaskStatus.Attempt(
                past.attempt(),
                NodeNames.of(past.node()),
                start,
                start == null ? null : start.plusMillis((long) past.runMillis()),
                (double) past.runMillis(),
                past.outcome(),
                past.code(),
                past.message(),
                past.generation());
    }

    /** The first copy of a task that may have a second one. */
    private static TaskStatus.Attempt first(TaskBlock block, TaskBlock.Elder elder) {
        LiveClaim claim = block.claims().get(elder.claim() - 1);
        return new TaskStatus.Attempt(
                elder.attempt(),
                claim == null ? "" : NodeNames.of(claim.id().node()),
                StatusReport.time(elder.start()),
                null,
                null,
                null,
                null,
                null,
                block.head().generation());
    }

    private static TaskStatus.Attempt last(
            TaskBlock block, int index, TaskState state, String node) {
        Instant start = StatusReport.time(block.start(index));
        boolean ended = state == TaskState.SUCCEEDED;
        float millis = block.runMillis(index);
        @Nullable Instant end =
                ended && start != null ? start.plusNanos((long) (millis * 1e6)) : null;
        return new TaskStatus.Attempt(
                block.attempt(index),
                node,
                start,
                end,
                ended ? (double) millis : null,
                ended ? AttemptOutcome.SUCCEEDED : null,
                null,
                null,
                ended ? block.acceptedIn(index) : block.head().generation());
    }
}
