package io.gridmill.task;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * How the results of a job's tasks become one answer, in three steps that all work on streams of
 * bytes so that no step needs to hold everything:
 *
 * <ol>
 *   <li>{@link #fold}: results of one block's tasks to one partial, on the node that owns the
 *       block;
 *   <li>{@link #combine}: partials to one partial, any grouping, any order, any number of times
 *       (left out where {@link #ordered()});
 *   <li>{@link #finish}: the last partials to the answer, once per attempt to finish.
 * </ol>
 *
 * <p>Must be associative and commutative, or {@link #ordered()}. Most types extend {@link
 * AccumulatingAggregator}, which does this on plain values; implement this interface directly where
 * partials are larger than memory. Steps run on ordinary threads, may be repeated, and must then
 * write the same bytes.
 *
 * <p>{@link #reducing} is the shortest way to one.
 *
 * @param <P> the parameters of the job
 */
public interface Aggregator<P> {

    /** Media type of the answer, such as {@code image/png}. */
    String mediaType(P parameters);

    /**
     * Whether {@link #finish} needs the partials of all blocks in the order of their tasks. Then
     * {@link #combine} is never called.
     */
    default boolean ordered() {
        return false;
    }

    /** Results of consecutive tasks of one block (in task order) to one partial. */
    void fold(P parameters, List<TaskResult> results, Workspace work, OutputStream partial)
            throws IOException;

    /**
     * The same for a block of which some tasks failed, in a job whose {@code failurePolicy} goes on
     * without them. Unless overridden the failed ones are left out.
     *
     * @param results of the tasks that succeeded, in task order; may be none
     * @param failed the others, in task order
     */
    default void fold(
            P parameters,
            List<TaskResult> results,
            List<FailedTask> failed,
            Workspace work,
            OutputStream partial)
            throws IOException {
        fold(parameters, results, work, partial);
    }

    /**
     * Whether the answer is of use without the results of some tasks. Where it is not, a job with a
     * {@code failurePolicy} other than {@code fail-fast} is refused.
     */
    default boolean bearsMissing(P parameters) {
        return true;
    }

    /** One or more partials to one. */
    void combine(P parameters, List<Source> partials, Workspace work, OutputStream partial)
            throws IOException;

    /** All partials (none for a job without tasks) to the answer. */
    void finish(P parameters, List<Source> partials, Workspace work, OutputStream answer)
            throws IOException;

    /**
     * Aggregation by one function that makes one value of two, such as a sum; the answer is JSON.
     *
     * @param codec how results travel; the same as {@link TaskType#resultCodec()}
     * @param identity changes nothing when it is merged; the answer of a job without tasks
     * @param merge associative and commutative
     * @param json writes the answer
     */
    static <P, O> Aggregator<P> reducing(
            Codec<O> codec, O identity, BinaryOperator<O> merge, Function<O, String> json) {
        return new ReducingAggregator<>(codec, identity, merge, json);
    }
}
