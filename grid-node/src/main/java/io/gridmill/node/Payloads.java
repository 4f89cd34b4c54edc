package io.gridmill.node;

import io.gridmill.cluster.Engine;
import io.gridmill.execute.RunnableJob;
import io.gridmill.job.JobRecord;
import io.gridmill.ledger.TaskBlock;
import io.gridmill.report.TaskStatus;
import java.io.IOException;
import java.util.Optional;

/** What tasks work on, as people are shown it. */
final class Payloads {
    private Payloads() {}

    /** Empty where the type shows nothing, or what it takes to show it is out of reach now. */
    static Optional<TaskStatus.Payload> of(Engine engine, JobRecord job, JobQueries.Found task) {
        TaskBlock.Head head = task.block().head();
        byte[][] items = head.items();
        byte[] item = items == null ? null : items[task.index()];
        try {
            RunnableJob runnable = engine.runnable(job);
            if (runnable == null) {
                return Optional.empty();
            }
            return runnable.payload(item, head.first() + task.index())
                    .map(
                            shown ->
                                    new TaskStatus.Payload(
                                            shown.json(),
                                            shown.size(),
                                            shown.sha256(),
                                            shown.base64()));
        } catch (IOException e) {
            // Only what it works on is out of reach; where it stands does not depend on that.
            return Optional.empty();
        }
    }
}
