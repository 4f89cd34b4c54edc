package io.gridmill.explain;

import io.gridmill.job.JobRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is special about a task that could be claimed. Pure. */
final class TaskReasons {
    private TaskReasons() {}

    static List<Reason> of(JobRecord job, JobExplainer.Task task) {
        List<Reason> reasons = new ArrayList<>();
        if (task.suspected() > 0) {
            int limit = job.spec().retry().onLoss().poisonNodes();
            reasons.add(
                    new Reason(
                            ReasonCode.POISON_SUSPECT,
                            (task.suspected() == 1
                                            ? "A node died while it ran it"
                                            : task.suspected() + " nodes died while they ran it")
                                    + ", so only suspects run beside it, and a node takes one claim"
                                    + " of them at a time; it is given up after "
                                    + limit,
                            Map.of("nodes", task.suspected(), "limit", limit)));
        }
        JobExplainer.Designated meant = task.designated();
        if (meant != null) {
            reasons.add(
                    new Reason(
                            ReasonCode.DESIGNATED,
                            "It is meant for node "
                                    + meant.node()
                                    + (meant.stealing()
                                            ? "; others may take it when its block has stood still"
                                                    + " for "
                                                    + meant.graceSeconds()
                                                    + " s"
                                            : "; no other takes it, stealing is off"),
                            Map.of(
                                    "node", meant.node(),
                                    "graceSeconds", meant.graceSeconds(),
                                    "stealing", meant.stealing())));
        }
        return reasons;
    }
}
