package io.gridmill.report;

import io.gridmill.job.JobFigures;
import io.gridmill.job.JobGraph;
import io.gridmill.job.JobRecord;
import io.gridmill.job.StepIds;
import io.gridmill.job.StepRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What people are told of the steps of a job. Pure. */
final class StepReports {
    private StepReports() {}

    /** The steps in their order; null for a job that has none. */
    static @Nullable List<JobStatus.Step> of(JobRecord job, Map<Integer, JobFigures> running) {
        JobGraph graph = job.spec().graph();
        if (graph == null) {
            return null;
        }
        List<JobStatus.Step> steps = new ArrayList<>();
        for (int i = 0; i < job.steps().size(); i++) {
            StepRecord record = job.steps().get(i);
            JobFigures figures = record.figures() == null ? running.get(i) : record.figures();
            steps.add(step(job, graph.steps().get(i), record, figures));
        }
        return steps;
    }

    private static JobStatus.Step step(
            JobRecord job, JobGraph.Step step, StepRecord record, @Nullable JobFigures figures) {
        TaskCounts counts = figures == null ? TaskCounts.NONE : TaskCounts.of(figures.counts());
        return new JobStatus.Step(
                step.name(),
                step.spec().type(),
                record.state(),
                record.generation() == 0
                        ? null
                        : StepIds.of(job.id(), step.name(), record.generation()),
                step.after().stream().map(StepReports::after).toList(),
                step.inputFrom(),
                counts,
                share(record, counts),
                StatusReport.time(record.started()),
                StatusReport.time(record.ended()),
                StatusReport.failure(record.failure()));
    }

    private static JobStatus.After after(JobGraph.After after) {
        return new JobStatus.After(after.step(), after.on().name().toLowerCase(Locale.ROOT));
    }

    private static double share(StepRecord record, TaskCounts counts) {
        if (record.state().ended()) {
            return 1;
        }
        return counts.total() == 0 ? 0 : (double) counts.ended() / counts.total();
    }

    /** How far all of them are together: each counts the same. */
    static double progress(List<JobStatus.Step> steps) {
        return steps.stream().mapToDouble(JobStatus.Step::progress).average().orElse(0);
    }
}
