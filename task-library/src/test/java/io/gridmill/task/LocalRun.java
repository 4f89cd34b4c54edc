package io.gridmill.task;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.function.LongPredicate;
import org.jspecify.annotations.NullMarked;

/**
 * Runs a job of any type step by step in this thread, with everything that would travel between
 * nodes as bytes.
 *
 * @param <P> the parameters
 * @param <I> the item that one task works on
 * @param <O> what one task returns
 */
@NullMarked
public final class LocalRun<P, I, O> {
    private static final JsonMapper JSON = new JsonMapper();

    private final TaskType<P, I, O> type;
    private final P parameters;
    private final JobInput input;

    /** A job of this type with these parameters. */
    public LocalRun(TaskType<P, I, O> type, P parameters, JobInput input) {
        this.type = type;
        this.parameters = parameters;
        this.input = input;
    }

    /** A job of this type with parameters as JSON. */
    public static <P, I, O> LocalRun<P, I, O> of(
            TaskType<P, I, O> type, String parameters, JobInput input) throws IOException {
        P read = type.parameters(Parameters.of(JSON.readTree(parameters)));
        return new LocalRun<>(type, read, input);
    }

    /** The parameters as read. */
    public P parameters() {
        return parameters;
    }

    /** The input. */
    public JobInput input() {
        return input;
    }

    /** The items of all tasks. */
    public List<I> items() throws IOException {
        List<I> items = new ArrayList<>();
        switch (type.split(parameters, input)) {
            case Split.Indexed<I>(long count, var item) -> {
                for (long n = 0; n < count; n++) {
                    items.add(item.apply(n));
                }
            }
            case Split.Streamed<I>(_, Iterator<I> stream) ->
                    stream.forEachRemaining(item -> items.add(copy(item)));
        }
        return items;
    }

    /** Runs one task; what it returns, as bytes. */
    public byte[] run(I item, TaskContext context) throws Exception {
        return encode(type.resultCodec(), type.run(parameters, item, context));
    }

    /** Runs all tasks. */
    public List<TaskResult> results() throws Exception {
        List<TaskResult> results = new ArrayList<>();
        for (I item : items()) {
            long task = results.size();
            byte[] bytes = run(item, LocalContext.of(task, 1, input));
            results.add(new TaskResult(task, Source.of(bytes)));
        }
        return results;
    }

    /**
     * Runs all tasks, in some order and some of them twice, as they run on a grid.
     *
     * @param hints what they tell each other
     */
    public List<TaskResult> results(Random random, TaskHints hints) throws Exception {
        List<I> items = items();
        List<TaskResult> results = new ArrayList<>();
        List<Integer> order = new ArrayList<>();
        for (int task = 0; task < items.size(); task++) {
            results.add(new TaskResult(task, Source.of(new byte[0])));
            order.add(task);
            if (random.nextInt(4) == 0) {
                order.add(task);
            }
        }
        Collections.shuffle(order, random);
        for (int task : order) {
            byte[] bytes = run(items.get(task), LocalContext.of(task, 1, input, hints));
            results.set(task, new TaskResult(task, Source.of(bytes)));
        }
        return results;
    }

    /** Folds results in blocks of this many. */
    public List<Source> fold(List<TaskResult> results, int block) throws IOException {
        List<Source> partials = new ArrayList<>();
        for (int from = 0; from < results.size(); from += block) {
            List<TaskResult> part = results.subList(from, Math.min(from + block, results.size()));
            ByteArrayOutputStream partial = new ByteArrayOutputStream();
            try (LocalWorkspace work = new LocalWorkspace()) {
                type.aggregator().fold(parameters, part, work, partial);
            }
            partials.add(Source.of(partial.toByteArray()));
        }
        return partials;
    }

    /** Folds results in blocks of this many, of which some tasks failed. */
    public List<Source> foldWithout(List<TaskResult> results, int block, LongPredicate failed)
            throws IOException {
        List<Source> partials = new ArrayList<>();
        for (int from = 0; from < results.size(); from += block) {
            List<TaskResult> left = new ArrayList<>();
            List<FailedTask> gone = new ArrayList<>();
            for (TaskResult result :
                    results.subList(from, Math.min(from + block, results.size()))) {
                if (failed.test(result.task())) {
                    gone.add(new FailedTask(result.task(), "task-failed", null));
                } else {
                    left.add(result);
                }
            }
            ByteArrayOutputStream partial = new ByteArrayOutputStream();
            try (LocalWorkspace work = new LocalWorkspace()) {
                type.aggregator().fold(parameters, left, gone, work, partial);
            }
            partials.add(Source.of(partial.toByteArray()));
        }
        return partials;
    }

    /** Combines partials to one. */
    public Source combine(List<Source> partials) throws IOException {
        ByteArrayOutputStream partial = new ByteArrayOutputStream();
        try (LocalWorkspace work = new LocalWorkspace()) {
            type.aggregator().combine(parameters, partials, work, partial);
        }
        return Source.of(partial.toByteArray());
    }

    /** The answer from the last partials. */
    public byte[] finish(List<Source> partials) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (LocalWorkspace work = new LocalWorkspace()) {
            type.aggregator().finish(parameters, partials, work, answer);
        }
        return answer.toByteArray();
    }

    /** The whole job. */
    public byte[] answer() throws Exception {
        return finish(fold(results(), 16));
    }

    private I copy(I item) {
        try {
            byte[] bytes = encode(type.itemCodec(), item);
            return type.itemCodec().read(new DataInputStream(new ByteArrayInputStream(bytes)));
        } catch (IOException e) {
            throw new AssertionError("An item cannot be written and read", e);
        }
    }

    private static <T> byte[] encode(Codec<T> codec, T value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        codec.write(value, out);
        out.flush();
        return bytes.toByteArray();
    }
}
