package io.gridmill.explain;

import io.gridmill.job.Dependency;
import io.gridmill.job.JobFigures;
import io.gridmill.job.JobGraph;
import io.gridmill.job.JobRecord;
import io.gridmill.job.JobState;
import io.gridmill.ledger.TaskState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says why a job, or a task of it, is not running. Pure. */
public final class JobExplainer {
    private JobExplainer() {}

    /**
     * What is known.
     *
     * @param figures over the job's tasks as they are now
     * @param dependencies state of each job that it depends on; null for one that is not known
     * @param nodes all nodes, seen from the job
     * @param queue what comes before it
     * @param now milliseconds since the epoch, the grid's clock
     */
    public record Facts(
            JobRecord job,
            JobFigures figures,
            Map<String, @Nullable JobState> dependencies,
            List<NodeFit> nodes,
            Queue queue,
            long now) {
        public Facts {
            nodes = List.copyOf(nodes);
        }
    }

    /**
     * A task of it.
     *
     * @param due when it may run again after a failure, milliseconds since the epoch; 0 for at once
     * @param node name of the node that holds it; null for none
     * @param suspected nodes that died while they ran it, as far as it may have been the cause
     * @param designated the node that its job's strategy means it for; null for none in particular
     */
    public record Task(
            long number,
            TaskState state,
            long due,
            @Nullable String node,
            int suspected,
            @Nullable Designated designated) {}

    /**
     * The node that a task is meant for.
     *
     * @param node its name
     * @param stealing whether others may take it after the grace
     * @param graceSeconds how long its block must have stood still for that
     */
    public record Designated(String node, boolean stealing, long graceSeconds) {}

    /** Why the job, or a part of it, is not running. */
    public static Explanation job(Facts facts) {
        JobRecord job = facts.job;
        List<Reason> reasons =
                switch (job.state()) {
                    case PENDING -> pending(facts);
                    case SPLITTING, RUNNING -> running(facts);
                    case AGGREGATING -> LostDataReasons.first(facts, List.of(aggregating()));
                    case CANCELLING -> List.of(stopping(facts));
                    case SUCCEEDED, FAILED, CANCELLED -> List.of();
                };
        return new Explanation(job.id(), null, job.state().name(), !reasons.isEmpty(), reasons);
    }

    /** Why a task of it is not running. */
    public static Explanation task(Facts facts, Task task) {
        List<Reason> reasons =
                switch (task.state) {
                    case WAITING -> waiting(facts, task);
                    case READY -> ready(facts, task);
                    case ASSIGNED -> List.of(assigned(1, task.node));
                    case RUNNING, SUCCEEDED, FAILED, CANCELLED, SKIPPED -> List.of();
                };
        return new Explanation(
                facts.job.id(), task.number, task.state.name(), !reasons.isEmpty(), reasons);
    }

    private static List<Reason> pending(Facts facts) {
        List<Reason> reasons = conditions(facts.job, facts.dependencies, facts.now);
        if (reasons.isEmpty()) {
            reasons.add(aboutToStart("A member is about to take it up"));
        }
        return reasons;
    }

    /** What keeps a job from beginning. */
    static List<Reason> conditions(
            JobRecord job, Map<String, @Nullable JobState> dependencies, long now) {
        List<Reason> reasons = new ArrayList<>();
        List<Map<String, Object>> open = new ArrayList<>();
        for (Dependency dependency : job.spec().conditions().dependsOn()) {
            JobState state = dependencies.get(dependency.job());
            if (state != null && !state.ended()) {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("job", dependency.job());
                one.put("state", state.name());
                one.put("on", dependency.on().name().toLowerCase(Locale.ROOT));
                open.add(one);
            }
        }
        if (!open.isEmpty()) {
            String which =
                    open.size() == 1 ? "job " + open.getFirst().get("job") : open.size() + " jobs";
            reasons.add(
                    new Reason(
                            ReasonCode.WAITING_DEPENDENCY,
                            "It waits for " + which + " to end",
                            Map.of("jobs", open)));
        }
        long startAt = job.spec().conditions().startAt();
        if (startAt > now) {
            Instant at = Instant.ofEpochMilli(startAt);
            reasons.add(
                    new Reason(
                            ReasonCode.WAITING_START_TIME,
                            "It starts at " + at + ", in " + span(startAt - now),
                            Map.of("startAt", at.toString())));
        }
        return reasons;
    }

    private static List<Reason> running(Facts facts) {
        JobRecord job = facts.job;
        if (job.progress().stopping()) {
            return List.of(stopping(facts));
        }
        JobGraph graph = job.spec().graph();
        if (graph != null) {
            return StepReasons.of(job, graph);
        }
        List<Reason> reasons = new ArrayList<>(LostDataReasons.first(facts, List.of()));
        long ready = count(facts, TaskState.READY);
        long delayed = count(facts, TaskState.WAITING);
        long assigned = count(facts, TaskState.ASSIGNED);
        if (ready > 0) {
            reasons.addAll(GridReasons.of(facts.nodes, facts.queue));
        }
        if (delayed > 0) {
            reasons.add(
                    new Reason(
                            ReasonCode.BACKOFF,
                            tasks(delayed) + " failed before and will be tried again",
                            Map.of("tasks", delayed)));
        }
        if (assigned > 0) {
            reasons.add(assigned(assigned, null));
        }
        if (!job.progress().splitDone() && !job.spec().open()) {
            reasons.add(
                    new Reason(
                            ReasonCode.SPLITTING,
                            "Its tasks are still being made",
                            Map.of("tasks", job.progress().tasks())));
        }
        if (job.takesTasks() && ready + delayed + assigned == 0) {
            reasons.add(waitingForTasks(job));
        }
        return reasons;
    }

    private static List<Reason> waiting(Facts facts, Task task) {
        if (task.due <= facts.now) {
            return ready(facts, task);
        }
        Instant until = Instant.ofEpochMilli(task.due);
        return List.of(
                new Reason(
                        ReasonCode.BACKOFF,
                        "It failed before and is tried again in " + span(task.due - facts.now),
                        Map.of("until", until.toString(), "tasks", 1L)));
    }

    private static List<Reason> ready(Facts facts, Task task) {
        if (facts.job.progress().stopping()) {
            return List.of(stopping(facts));
        }
        List<Reason> reasons = new ArrayList<>(TaskReasons.of(facts.job, task));
        List<Reason> grid = GridReasons.of(facts.nodes, facts.queue);
        if (reasons.isEmpty() || grid.getFirst().code() != ReasonCode.ABOUT_TO_START) {
            reasons.addAll(grid);
        }
        return reasons;
    }

    private static Reason assigned(long tasks, @Nullable String node) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("tasks", tasks);
        if (node != null) {
            data.put("node", node);
        }
        return new Reason(
                ReasonCode.ASSIGNED,
                node == null
                        ? tasks(tasks) + " claimed, to be started after what their nodes run now"
                        : "Node " + node + " has claimed it and starts it after what it runs now",
                data);
    }

    static Reason waitingForTasks(JobRecord job) {
        return new Reason(
                ReasonCode.WAITING_FOR_TASKS,
                "It is open and has no task that waits: add tasks, or close it",
                Map.of("tasks", job.progress().tasks()));
    }

    private static Reason aggregating() {
        return new Reason(
                ReasonCode.AGGREGATING,
                "All its tasks have ended and the result is being made",
                Map.of());
    }

    private static Reason stopping(Facts facts) {
        long running = count(facts, TaskState.RUNNING) + count(facts, TaskState.ASSIGNED);
        return new Reason(
                ReasonCode.STOPPING,
                "It stops; " + tasks(running) + " still to be ended",
                Map.of("running", running));
    }

    private static Reason aboutToStart(String message) {
        return new Reason(ReasonCode.ABOUT_TO_START, message, Map.of());
    }

    private static long count(Facts facts, TaskState state) {
        return facts.figures.counts()[state.ordinal()];
    }

    private static String tasks(long number) {
        return number == 1 ? "1 task" : number + " tasks";
    }

    private static String span(long millis) {
        long seconds = Math.max(1, (millis + 500) / 1_000);
        if (seconds < 120) {
            return seconds + " s";
        }
        if (seconds < 7_200) {
            return seconds / 60 + " min";
        }
        return seconds < 172_800 ? seconds / 3_600 + " h" : seconds / 86_400 + " days";
    }
}
