package io.gridmill.cli;

import io.gridmill.report.JobStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** The steps of a job as a table, for a person. */
final class StepTable {
    private StepTable() {}

    /** Prints the steps; nothing for a job that has none. */
    static void print(JobStatus job, Terminal terminal) {
        List<JobStatus.Step> steps = job.steps();
        if (steps == null) {
            return;
        }
        Table table =
                new Table("STEP", "TYPE", "STATE", ">DONE", ">TASKS", ">TIME", "AFTER", "REASON");
        for (JobStatus.Step step : steps) {
            JobStatus.Failure failure = step.failure();
            table.add(
                    step.name(),
                    step.type(),
                    step.state(),
                    Figures.percent(step.progress()),
                    Figures.count(step.tasks().total()),
                    time(step),
                    after(step),
                    failure == null ? "" : failure.message());
        }
        terminal.out().println();
        table.print(terminal.out(), terminal.colour());
    }

    private static String time(JobStatus.Step step) {
        Instant started = step.started();
        if (started == null) {
            return "-";
        }
        Instant until = Objects.requireNonNullElseGet(step.ended(), Instant::now);
        return Figures.duration(Duration.between(started, until));
    }

    private static String after(JobStatus.Step step) {
        return step.dependsOn().stream()
                .map(a -> a.on().equals("success") ? a.step() : a.step() + " (" + a.on() + ")")
                .collect(Collectors.joining(", "));
    }
}
