package io.gridmill.explain;

import io.gridmill.job.JobRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Whether tasks of a job are on no node at the moment: fewer are counted than there are. Pure. */
final class LostDataReasons {
    private LostDataReasons() {}

    /** The others, after that reason where it applies. */
    static List<Reason> first(JobExplainer.Facts facts, List<Reason> others) {
        JobRecord job = facts.job();
        boolean known = job.progress().splitDone() || job.spec().open();
        long missing = known ? job.progress().tasks() - counted(facts) : 0;
        if (missing <= 0 || job.spec().graph() != null) {
            return others;
        }
        List<Reason> all = new ArrayList<>();
        all.add(
                new Reason(
                        ReasonCode.WAITING_LOST_DATA,
                        (missing == 1 ? "1 task is" : missing + " tasks are")
                                + " on no node at the moment; if they stay away they are made again,"
                                + " or the job fails with data-lost",
                        Map.of("tasks", missing)));
        all.addAll(others);
        return all;
    }

    private static long counted(JobExplainer.Facts facts) {
        return Arrays.stream(facts.figures().counts()).sum();
    }
}
