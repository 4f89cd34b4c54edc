package io.gridmill.task;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Aggregation on plain values held in memory: create, add, merge, finish. {@link #merge} must be
 * associative and commutative unless {@link #ordered()}.
 *
 * @param <P> the parameters of the job
 * @param <O> what one task returns
 * @param <A> the accumulator; bounded in size, it is held in memory
 */
public abstract class AccumulatingAggregator<P, O, A> implements Aggregator<P> {

    /** How task results travel; the same as {@link TaskType#resultCodec()}. */
    protected abstract Codec<O> resultCodec();

    /** How accumulators travel. */
    protected abstract Codec<A> accumulatorCodec();

    /** A new, empty accumulator. */
    protected abstract A create(P parameters);

    /** Adds the result of one task; returns the accumulator, the same one or another. */
    protected abstract A add(A accumulator, long task, O result);

    /**
     * Adds a task that failed, where the job goes on without it; returns the accumulator, the same
     * one or another. Unless overridden it is left out.
     */
    protected A addFailed(A accumulator, FailedTask failed) {
        return accumulator;
    }

    /** Adds another accumulator; returns the accumulator, the same one or another. */
    protected abstract A merge(A accumulator, A other);

    /** Writes the answer. */
    protected abstract void finish(P parameters, A accumulator, OutputStream answer)
            throws IOException;

    @Override
    public final void fold(
            P parameters, List<TaskResult> results, Workspace work, OutputStream partial)
            throws IOException {
        fold(parameters, results, List.of(), work, partial);
    }

    @Override
    public final void fold(
            P parameters,
            List<TaskResult> results,
            List<FailedTask> failed,
            Workspace work,
            OutputStream partial)
            throws IOException {
        A accumulator = create(parameters);
        for (TaskResult result : results) {
            accumulator = add(accumulator, result.task(), read(resultCodec(), result.data()));
        }
        for (FailedTask task : failed) {
            accumulator = addFailed(accumulator, task);
        }
        write(accumulator, partial);
    }

    @Override
    public final void combine(
            P parameters, List<Source> partials, Workspace work, OutputStream partial)
            throws IOException {
        write(mergeAll(parameters, partials), partial);
    }

    @Override
    public final void finish(
            P parameters, List<Source> partials, Workspace work, OutputStream answer)
            throws IOException {
        finish(parameters, mergeAll(parameters, partials), answer);
    }

    private A mergeAll(P parameters, List<Source> partials) throws IOException {
        A accumulator = create(parameters);
        for (Source partial : partials) {
            accumulator = merge(accumulator, read(accumulatorCodec(), partial));
        }
        return accumulator;
    }

    private void write(A accumulator, OutputStream partial) throws IOException {
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(partial));
        accumulatorCodec().write(accumulator, out);
        out.flush();
    }

    private static <T> T read(Codec<T> codec, Source source) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(source.open()))) {
            return codec.read(in);
        }
    }
}
