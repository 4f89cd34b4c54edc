package io.gridmill.cli;

import io.gridmill.report.JobStatus;
import io.gridmill.report.JobStatus.Failure;
import io.gridmill.report.JobStatus.Result;
import io.gridmill.report.TaskCounts;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** One job, written out for a person. */
final class JobDescription {
    private JobDescription() {}

    /** From acceptance to the end, or until now. */
    static Duration elapsed(JobStatus job) {
        Instant end = Objects.requireNonNullElseGet(job.times().ended(), Instant::now);
        return Duration.between(job.times().created(), end);
    }

    static void print(JobStatus job, PrintStream out) {
        Map<String, String> lines = lines(job);
        int width = lines.keySet().stream().mapToInt(String::length).max().orElse(0) + 2;
        lines.forEach(
                (name, value) -> out.println(name + " ".repeat(width - name.length()) + value));
    }

    private static Map<String, String> lines(JobStatus job) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("Job", job.id());
        lines.put("Type", job.type());
        if (job.step() != null) {
            lines.put("Step", job.step().name() + " of job " + job.step().job());
        }
        lines.put("Parameters", job.steps() == null ? job.parameters().toString() : "");
        lines.put("State", job.state() + " (" + Figures.percent(job.progress()) + ")");
        lines.put("Degraded", job.degraded() ? "yes: the answer leaves failed tasks out" : "");
        lines.put("Generation", job.generation() > 1 ? Integer.toString(job.generation()) : "");
        lines.put("Priority", Integer.toString(job.priority()));
        lines.put("Strategy", Objects.requireNonNullElse(job.strategy(), ""));
        lines.put("Requires", requires(job.requires()));
        lines.put("User", job.user());
        lines.put("Labels", pairs(job.labels()));
        lines.put("Metadata", pairs(job.metadata()));
        lines.put("Created", Figures.time(job.times().created()));
        lines.put("Ended", Figures.time(job.times().ended()));
        lines.put("Time", Figures.duration(elapsed(job)));
        lines.put("Tasks", tasks(job));
        lines.put("Attempts", attempts(job));
        Failure error = job.error();
        if (error != null) {
            lines.put("Error", error.message() + " [" + error.code() + "]");
        }
        Result result = job.result();
        if (result != null) {
            lines.put(
                    "Result",
                    result.mediaType()
                            + ", "
                            + Figures.bytes(result.size())
                            + ", kept until "
                            + Figures.time(result.expires()));
        }
        lines.values().removeIf(String::isEmpty);
        return lines;
    }

    private static String tasks(JobStatus job) {
        TaskCounts tasks = job.tasks();
        StringJoiner text = new StringJoiner(", ");
        text.add(Figures.count(tasks.total()) + (job.splitDone() ? "" : " so far"));
        add(text, tasks.waiting(), "waiting");
        add(text, tasks.ready(), "ready");
        add(text, tasks.assigned(), "assigned");
        add(text, tasks.running(), "running");
        add(text, tasks.succeeded(), "succeeded");
        add(text, tasks.failed(), "failed");
        add(text, tasks.cancelled(), "cancelled");
        add(text, tasks.skipped(), "skipped");
        return text.toString();
    }

    private static String attempts(JobStatus job) {
        JobStatus.Statistics figures = job.statistics();
        return Figures.count(figures.attempts())
                + ", "
                + Figures.count(figures.retried())
                + " retried, "
                + Figures.count(figures.lost())
                + " lost with their node, "
                + Figures.rate(figures.tasksPerSecond())
                + " tasks/s";
    }

    private static void add(StringJoiner text, long number, String what) {
        if (number > 0) {
            text.add(Figures.count(number) + " " + what);
        }
    }

    private static String requires(JobStatus.@Nullable Requirements requires) {
        if (requires == null) {
            return "";
        }
        StringJoiner text = new StringJoiner(", ");
        requires.labels()
                .forEach((key, values) -> text.add(key + "=" + String.join(" or ", values)));
        String resources = pairs(requires.resources());
        return text + (text.length() > 0 && !resources.isEmpty() ? "; " : "") + resources;
    }

    private static String pairs(Map<String, String> map) {
        StringJoiner text = new StringJoiner(", ");
        map.forEach((key, value) -> text.add(key + "=" + value));
        return text.toString();
    }
}
