package io.gridmill.node;

import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.job.JobFigures;
import io.gridmill.job.JobGraph;
import io.gridmill.job.JobRecord;
import io.gridmill.job.NearestName;
import io.gridmill.job.StepIds;
import io.gridmill.job.StepRecord;
import io.gridmill.ledger.TaskState;
import io.gridmill.report.Page;
import io.gridmill.report.TaskStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers questions about the steps of jobs. */
final class StepQueries {
    private StepQueries() {}

    /** Id of the job that carries a step, or the refusal. */
    static String idOf(JobRecord job, String step) {
        JobGraph graph = job.spec().graph();
        if (graph == null) {
            throw new GridException(
                    ErrorCode.NO_SUCH_STEP, "Job " + job.id() + " is not made of steps");
        }
        int number = graph.indexOf(step);
        if (number < 0) {
            List<String> names = graph.steps().stream().map(JobGraph.Step::name).toList();
            String hint =
                    NearestName.of(step, names)
                            .map(near -> "; did you mean " + near + "?")
                            .orElse("; its steps are " + String.join(", ", names));
            throw new GridException(
                    ErrorCode.NO_SUCH_STEP, "Job " + job.id() + " has no step " + step + hint);
        }
        StepRecord record = job.steps().get(number);
        if (record.generation() == 0) {
            throw new GridException(
                    ErrorCode.NO_SUCH_STEP,
                    "Step "
                            + step
                            + " of job "
                            + job.id()
                            + " has not begun: it is "
                            + record.state());
        }
        return StepIds.of(job.id(), step, record.generation());
    }

    /** Ids of the jobs that carry steps which have begun, by the steps' numbers. */
    private static Map<Integer, String> begun(JobRecord job) {
        Map<Integer, String> ids = new HashMap<>();
        JobGraph graph = job.spec().graph();
        for (int i = 0; graph != null && i < job.steps().size(); i++) {
            int generation = job.steps().get(i).generation();
            if (generation > 0) {
                ids.put(i, StepIds.of(job.id(), graph.steps().get(i).name(), generation));
            }
        }
        return ids;
    }

    /** Figures of the steps that run, by number. */
    static Map<Integer, JobFigures> running(JobRecord job, Function<String, JobFigures> figures) {
        Map<Integer, JobFigures> running = new HashMap<>();
        begun(job)
                .forEach(
                        (number, id) -> {
                            if (job.steps().get(number).state() == StepRecord.State.RUNNING) {
                                running.put(number, figures.apply(id));
                            }
                        });
        return running;
    }

    /** Figures over all steps. */
    static JobFigures sum(JobRecord job, Map<Integer, JobFigures> running, JobFigures none) {
        JobFigures sum = none;
        for (int i = 0; i < job.steps().size(); i++) {
            JobFigures known = job.steps().get(i).figures();
            JobFigures step = known == null ? running.get(i) : known;
            sum = step == null ? sum : sum.plus(step);
        }
        return sum;
    }

    /** A page of the tasks of one job. */
    interface Tasks {
        Page<TaskStatus> of(
                String job, @Nullable TaskState state, @Nullable String cursor, int limit);
    }

    /** A page of the tasks of all steps, in the order of the steps. */
    static Page<TaskStatus> tasks(
            JobRecord job,
            @Nullable TaskState state,
            @Nullable String cursor,
            int limit,
            Tasks of) {
        int colon = cursor == null ? -1 : cursor.indexOf(':');
        int from = colon < 0 || cursor == null ? 0 : number(cursor.substring(0, colon));
        String inStep = colon < 0 || cursor == null ? null : cursor.substring(colon + 1);
        if (cursor != null && colon < 0) {
            throw JobQueries.badCursor(null);
        }
        Map<Integer, String> ids = begun(job);
        List<TaskStatus> found = new ArrayList<>();
        for (int i = from; i < job.steps().size(); i++) {
            String id = ids.get(i);
            if (id == null) {
                continue;
            }
            if (found.size() == limit) {
                return new Page<>(found, i + ":0");
            }
            Page<TaskStatus> page =
                    of.of(id, state, i == from ? inStep : null, limit - found.size());
            found.addAll(page.items());
            if (page.next() != null) {
                return new Page<>(found, i + ":" + page.next());
            }
        }
        return new Page<>(found, null);
    }

    private static int number(String text) {
        try {
            return Integer.parseUnsignedInt(text);
        } catch (NumberFormatException e) {
            throw JobQueries.badCursor(e);
        }
    }
}
