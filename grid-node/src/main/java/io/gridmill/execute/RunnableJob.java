package io.gridmill.execute;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gridmill.job.BlockPlan;
import io.gridmill.job.JobSpec;
import io.gridmill.task.BadParametersException;
import io.gridmill.task.FailedTask;
import io.gridmill.task.FieldError;
import io.gridmill.task.ItemReader;
import io.gridmill.task.JobInput;
import io.gridmill.task.Parameters;
import io.gridmill.task.Picture;
import io.gridmill.task.Source;
import io.gridmill.task.Split;
import io.gridmill.task.TaskContext;
import io.gridmill.task.TaskHints;
import io.gridmill.task.TaskResult;
import io.gridmill.task.TaskType;
import io.gridmill.task.Workspace;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A job made ready to work on at one node: its type with its parameters read once, behind methods
 * that take and give bytes only. Thread-safe as far as the type is.
 */
public final class RunnableJob {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JobSpec spec;
    private final Bound<?, ?, ?> bound;
    private final JobInput input;
    private final BlockPlan plan;
    private final TaskHints hints;
    private final LogBook logs;
    private final TaskTiming timing = new TaskTiming();

    private RunnableJob(
            JobSpec spec,
            BlockPlan plan,
            Bound<?, ?, ?> bound,
            JobInput input,
            TaskHints hints,
            LogBook logs) {
        this.spec = spec;
        this.plan = plan;
        this.bound = bound;
        this.input = input;
        this.hints = hints;
        this.logs = logs;
    }

    /**
     * Makes a job ready.
     *
     * @param hints what its tasks tell each other
     * @param logs where they write
     * @throws IOException when its split cannot be asked for, because its input cannot be read
     */
    public static RunnableJob of(
            JobSpec spec,
            BlockPlan plan,
            TaskType<?, ?, ?> type,
            JobInput input,
            TaskHints hints,
            LogBook logs)
            throws IOException {
        return new RunnableJob(spec, plan, bind(spec, type, input), input, hints, logs);
    }

    private static <P, I, O> Bound<P, I, O> bind(
            JobSpec spec, TaskType<P, I, O> type, JobInput input) throws IOException {
        try {
            P parameters = type.parameters(Parameters.of(JSON.readTree(spec.parameters())));
            return new Bound<>(
                    type, parameters, spec.open() ? null : items(type, parameters, input));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Parameters of job " + spec.id() + " are no JSON", e);
        }
    }

    private static <P, I> @Nullable LongFunction<I> items(
            TaskType<P, I, ?> type, P parameters, JobInput input) throws IOException {
        Split<I> split = type.split(parameters, input);
        return split instanceof Split.Indexed<I> indexed ? indexed.item() : null;
    }

    /** What the job is. */
    public JobSpec spec() {
        return spec;
    }

    /** Whether this node can run its tasks, and not only split and put together. */
    public boolean runsHere() {
        return !(bound.type instanceof HandlerType handler) || handler.here();
    }

    /** Its input. */
    public JobInput input() {
        return input;
    }

    /** What its tasks tell each other. */
    public TaskHints hints() {
        return hints;
    }

    /** Where its tasks write. */
    public LogBook logs() {
        return logs;
    }

    /** Number of a block's first task in the job. */
    public long firstTask(int block) {
        return plan.first(block);
    }

    /** How long its tasks take on this node. */
    public TaskTiming timing() {
        return timing;
    }

    /** Runs one task and writes its result. */
    public void run(byte @Nullable [] item, TaskContext context, OutputStream result)
            throws Exception {
        bound.run(item, context, result);
    }

    /**
     * What a task works on, as people are shown it; empty where the type shows nothing.
     *
     * @param item as it travels; null where it follows from the task's number
     */
    public Optional<TaskPayload> payload(byte @Nullable [] item, long task) throws IOException {
        return bound.payload(item, task);
    }

    /** Asks the splitter again; the items as bytes. */
    public Split<byte[]> split() throws IOException {
        return bound.split(input);
    }

    /**
     * Reads the items of tasks that a user adds to an open job; as bytes.
     *
     * @throws io.gridmill.task.BadParametersException naming every bad field of all items
     * @throws IllegalStateException when jobs of this type cannot be open
     */
    public List<byte[]> addedItems(List<? extends JsonNode> items) {
        return bound.addedItems(items);
    }

    /** Media type of the answer. */
    public String mediaType() {
        return bound.mediaType();
    }

    /** Whether the answer needs the partials in the order of their blocks. */
    public boolean ordered() {
        return bound.ordered();
    }

    /** Results of one block to a partial; those of some tasks may be missing. */
    public void fold(
            List<TaskResult> results, List<FailedTask> failed, Workspace work, OutputStream partial)
            throws IOException {
        bound.fold(results, failed, work, partial);
    }

    /** Partials to one partial. */
    public void combine(List<Source> partials, Workspace work, OutputStream partial)
            throws IOException {
        bound.combine(partials, work, partial);
    }

    /** Partials to the answer. */
    public void finish(List<Source> partials, Workspace work, OutputStream answer)
            throws IOException {
        bound.finish(partials, work, answer);
    }

    /** Media type of one task's result as it is presented. */
    public String taskMediaType() {
        return bound.taskMediaType();
    }

    /** Writes one task's result for a reader outside the grid. */
    public void present(TaskResult result, OutputStream out) throws IOException {
        bound.present(result, out);
    }

    /** The picture its tasks paint. */
    public Optional<Picture> picture() {
        return bound.picture();
    }

    /** A type with its parameters; the one place where the type variables meet. */
    private record Bound<P, I, O>(
            TaskType<P, I, O> type, P parameters, @Nullable LongFunction<I> items) {

        void run(byte @Nullable [] bytes, TaskContext context, OutputStream result)
                throws Exception {
            O output = type.run(parameters, item(bytes, context.task()), context);
            DataOutputStream out = new DataOutputStream(result);
            type.resultCodec().write(output, out);
            out.flush();
        }

        private I item(byte @Nullable [] bytes, long task) throws IOException {
            if (bytes != null) {
                return type.itemCodec().read(new DataInputStream(new ByteArrayInputStream(bytes)));
            }
            if (items == null) {
                throw new IllegalStateException(
                        "Task " + task + " of type " + type.name() + " has no item; this is a bug");
            }
            return items.apply(task);
        }

        Optional<TaskPayload> payload(byte @Nullable [] bytes, long task) throws IOException {
            I item = item(bytes, task);
            return type.shown(item).isEmpty()
                    ? Optional.empty()
                    : Optional.of(TaskPayload.of(ItemText.of(type, item), bytes));
        }

        Split<byte[]> split(JobInput input) throws IOException {
            return switch (type.split(parameters, input)) {
                case Split.Indexed<I> indexed ->
                        new Split.Indexed<>(indexed.count(), _ -> new byte[0]);
                case Split.Streamed<I> streamed ->
                        new Split.Streamed<>(
                                streamed.count(),
                                new EncodedItems<>(streamed.items(), type.itemCodec()));
            };
        }

        List<byte[]> addedItems(List<? extends JsonNode> items) {
            ItemReader<P, I> reader =
                    type.addedItems()
                            .orElseThrow(
                                    () ->
                                            new IllegalStateException(
                                                    "Type " + type.name() + " takes no items"));
            List<byte[]> read = new ArrayList<>(items.size());
            List<FieldError> errors = new ArrayList<>();
            for (int i = 0; i < items.size(); i++) {
                try {
                    Parameters fields = Parameters.of(items.get(i), "/" + i);
                    read.add(
                            EncodedItems.encode(reader.read(parameters, fields), type.itemCodec()));
                } catch (BadParametersException e) {
                    errors.addAll(e.errors());
                }
            }
            if (!errors.isEmpty()) {
                throw new BadParametersException(errors);
            }
            return read;
        }

        String mediaType() {
            return type.aggregator().mediaType(parameters);
        }

        boolean ordered() {
            return type.aggregator().ordered();
        }

        void fold(
                List<TaskResult> results,
                List<FailedTask> failed,
                Workspace work,
                OutputStream partial)
                throws IOException {
            type.aggregator().fold(parameters, results, failed, work, partial);
        }

        void combine(List<Source> partials, Workspace work, OutputStream partial)
                throws IOException {
            type.aggregator().combine(parameters, partials, work, partial);
        }

        void finish(List<Source> partials, Workspace work, OutputStream answer) throws IOException {
            type.aggregator().finish(parameters, partials, work, answer);
        }

        String taskMediaType() {
            return type.taskMediaType(parameters);
        }

        void present(TaskResult result, OutputStream out) throws IOException {
            type.present(parameters, result, out);
        }

        Optional<Picture> picture() {
            return type.picture(parameters);
        }
    }
}
