package io.gridmill.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridmill.execute.HandlerType;
import io.gridmill.execute.TaskFunction;
import io.gridmill.job.InputData;
import io.gridmill.job.JobRequest;
import io.gridmill.job.JobRequestBuilder;
import io.gridmill.report.ClusterStatus;
import io.gridmill.report.NodeStatus;
import io.gridmill.report.TaskStatus;
import io.gridmill.task.TypedJob;
import io.gridmill.task.TypedJob.ResultReader;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A grid for Java programs: a member of it in this process.
 *
 * <pre>{@code
 * try (Grid grid = Grid.start()) {
 *     BufferedImage image = grid.submit(Mandelbrot.job(2048, 2048)).result();
 * }
 * }</pre>
 *
 * Functions that are registered run on the members that registered them, by name; they never travel.
 * Thread-safe.
 */
public final class Grid implements AutoCloseable {
    /** In whose name an embedded member's jobs run. */
    static final String USER = "java";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final GridNode node;
    private final @Nullable Path temporary;
    private final Set<Thread> pumps = ConcurrentHashMap.newKeySet();

    private Grid(GridNode node, @Nullable Path temporary) {
        this.node = node;
        this.temporary = temporary;
    }

    /** Starts a member alone, with a slot for each core. */
    public static Grid start() {
        return start(_ -> {});
    }

    /** Starts a member as it is told, such as {@code Grid.start(c -> c.slots(0))}. */
    public static Grid start(Consumer<GridSettings> change) {
        GridSettings settings = new GridSettings();
        change.accept(settings);
        Path chosen = settings.data();
        Path data = chosen == null ? temporary() : chosen;
        GridConfig config = settings.config().withData(data);
        return new Grid(GridNode.start(config, settings.types()), chosen == null ? data : null);
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("gridmill-embedded-");
        } catch (IOException e) {
            throw new UncheckedIOException("No temporary directory can be made", e);
        }
    }

    /** The member itself, with all that can be asked of it. */
    public GridNode node() {
        return node;
    }

    /** Sets how many tasks this member runs at once, from now on; 0 to 1,024. */
    public void slots(int count) {
        node.slots(count);
    }

    /** Submits a job whose result is a Java value. */
    public <R> JobHandle<R> submit(TypedJob<R> job) {
        return submit(job, _ -> {});
    }

    /** The same with options, such as {@code o -> o.priority(8).dependsOn(id)}. */
    public <R> JobHandle<R> submit(TypedJob<R> job, Consumer<JobRequestBuilder> options) {
        JobRequest request = JobRequest.of(job.type(), job.parameters(), InputData.none());
        return submit(request.with(options), job.reader());
    }

    /** Submits a job as it stands on the wire; its result as bytes. */
    public JobHandle<byte[]> submit(JobRequest request) {
        return submit(request, InputStream::readAllBytes);
    }

    private <R> JobHandle<R> submit(JobRequest request, ResultReader<R> reader) {
        String id = node.submit(request, USER, UUID.randomUUID().toString()).job().id();
        return new JobHandle<>(node, id, reader);
    }

    /**
     * Registers a function under a name, which becomes a task type of this member. Jobs of it run on
     * the members that have registered it.
     *
     * @param name lower case letters, digits, '-' and '_', at most 64
     * @param input read from JSON
     * @param output written as JSON
     * @throws IllegalStateException when a type of this name is known here already
     */
    public <I, O> void register(
            String name, Class<I> input, Class<O> output, TaskFunction<I, O> function) {
        node.register(HandlerType.of(name, input, output, function));
    }

    /** Submits one task for a function that some member has registered. */
    public JobHandle<JsonNode> submit(
            String name, @Nullable Object payload, Consumer<JobRequestBuilder> options) {
        return submit(one(name, payload).with(options), JSON::readTree);
    }

    /** The same with a result of a class. */
    public <R> JobHandle<R> submit(
            String name,
            @Nullable Object payload,
            Class<R> result,
            Consumer<JobRequestBuilder> options) {
        return submit(one(name, payload).with(options), in -> JSON.readValue(in, result));
    }

    private static ObjectNode shape() {
        return JSON.createObjectNode().put("handler", true);
    }

    private static JobRequest one(String name, @Nullable Object payload) {
        return JobRequest.of(name, shape(), new InputData.Bytes(json(payload)));
    }

    private static byte[] json(@Nullable Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (IOException e) {
            throw new IllegalArgumentException("It cannot be written as JSON: " + value, e);
        }
    }

    /** Submits a task for each input of a function that some member has registered. */
    public <O> Mapped<O> mapAll(String name, Iterable<?> inputs, Class<O> output) {
        return mapAll(name, inputs, output, _ -> {});
    }

    private <O> Mapped<O> mapAll(
            String name, Iterable<?> inputs, Class<O> output, Consumer<JobRequestBuilder> options) {
        Lines lines = lines(inputs);
        JobRequest request =
                JobRequest.of(
                        name,
                        shape().put("items", lines.count),
                        lines.count == 0 ? InputData.none() : new InputData.Blob(lines.digest));
        ResultReader<List<O>> reader =
                in ->
                        JSON.readValue(
                                in,
                                JSON.getTypeFactory().constructCollectionType(List.class, output));
        return new Mapped<>(submit(request.with(options), reader));
    }

    /**
     * Runs a function over inputs. It runs on this member only and ends with it; a function that is
     * to run on others too is registered there under a name.
     */
    public <I, O> Mapped<O> map(
            Iterable<I> inputs, Class<I> input, Class<O> output, TaskFunction<I, O> function) {
        String name = "map-" + UUID.randomUUID().toString().substring(0, 18);
        register(name, input, output, function);
        return mapAll(name, inputs, output);
    }

    /** Inputs as lines of JSON, stored. */
    private record Lines(String digest, long count) {}

    private Lines lines(Iterable<?> inputs) {
        try {
            Path file = Files.createTempFile("gridmill-inputs-", ".jsonl");
            try {
                long count = 0;
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                    for (Object input : inputs) {
                        out.write(json(input));
                        out.write('\n');
                        count++;
                    }
                }
                try (InputStream in = Files.newInputStream(file)) {
                    return new Lines(count == 0 ? "" : node.putBlob(in, null), count);
                }
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The inputs cannot be stored", e);
        }
    }

    /**
     * Runs a registered function on what a source gives, as long as it gives something. The source is
     * asked when the job has room; its end closes the job. Where this member dies the job stays open:
     * what was pulled runs, and the job may be closed or cancelled by its id.
     */
    public JobHandle<JsonNode> source(String name, TaskSource<?> source) {
        JobRequest request =
                JobRequest.of(name, shape().put("items", 0), InputData.none())
                        .with(o -> o.open(true).keepTaskResults(true));
        JobHandle<JsonNode> job = submit(request, JSON::readTree);
        pump("source", new SourcePump<>(node, job.id(), source));
        return job;
    }

    /**
     * Hands the results of a job's tasks to a handler, each at least once, in no order, while this
     * member lives and the job is kept. The job must keep its task results; one of a source does.
     *
     * @param result class that a task's result is read as, from JSON
     */
    public <O> void onResult(JobHandle<?> job, Class<O> result, ResultHandler<O> handler) {
        ResultReader<O> reader = in -> JSON.readValue(in, result);
        pump("results", new ResultDelivery<>(node, job.id(), reader, handler));
    }

    private void pump(String what, Runnable work) {
        Thread thread =
                Thread.ofVirtual()
                        .name("gridmill-" + what)
                        .unstarted(
                                () -> {
                                    try {
                                        work.run();
                                    } finally {
                                        pumps.remove(Thread.currentThread());
                                    }
                                });
        pumps.add(thread);
        thread.start();
    }

    /** All tasks of a job by number, read as they are asked for. */
    public Stream<TaskStatus> tasks(String job) {
        return TaskPages.of(node, job);
    }

    /** All nodes, by name. */
    public List<NodeStatus> nodes() {
        return node.nodes();
    }

    /** Totals and throughput of the grid. */
    public ClusterStatus status() {
        return node.cluster();
    }

    /** Leaves the grid; jobs go on where other members stay. */
    @Override
    public void close() {
        pumps.forEach(Thread::interrupt);
        node.close();
        if (temporary != null) {
            TemporaryFiles.delete(temporary);
        }
    }
}
