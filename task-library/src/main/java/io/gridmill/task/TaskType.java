package io.gridmill.task;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * A named kind of job: how its parameters read, how it is split into tasks, what one task does, and
 * how the results of the tasks become one answer. Found by {@link java.util.ServiceLoader}.
 *
 * <p>Everything here may be called on any node, several times and concurrently; an implementation
 * keeps no state between calls. A task may run more than once (a node may die after it worked), so
 * {@link #run} must be repeatable; the grid records the result of exactly one attempt.
 *
 * @param <P> the parameters, read and checked
 * @param <I> the item that one task works on
 * @param <O> what one task returns
 */
public interface TaskType<P, I, O> {

    /** The name in job requests: lower case letters, digits, hyphens and underscores, at most 64 characters. */
    String name();

    /** One sentence on what it computes, for listings. */
    String summary();

    /**
     * The JSON schema (draft 2020-12) of the parameters as JSON text, with the default, the limits
     * and an example of each. Unless overridden, the resource {@code NAME.schema.json} in the package
     * of the class.
     */
    default String parameterSchema() {
        return ParameterSchema.beside(getClass(), name());
    }

    /** Whether jobs of this type take input data. */
    default InputRule inputRule() {
        return InputRule.NONE;
    }

    /**
     * Reads and checks the parameters of a job.
     *
     * @throws BadParametersException naming every bad field, its limit and what to do
     */
    P parameters(Parameters source);

    /**
     * How the job is divided. Must give the same answer each time it is asked: a split is repeated
     * when the node that did it dies. Runs off the network threads; reads of {@code input} may be
     * remote.
     */
    Split<I> split(P parameters, JobInput input) throws IOException;

    /**
     * Does one task. Runs on a slot's thread, which is interrupted when the task is to stop; long
     * loops call {@link TaskContext#checkStopped()}.
     *
     * @throws TaskFailure to say whether another attempt makes sense; any other exception is
     *     retried as the job's policy says
     */
    O run(P parameters, I item, TaskContext context) throws Exception;

    /**
     * How items are read that users add to an open job one by one; empty for types that make their
     * items themselves, whose jobs then cannot be open. Needs {@link #itemCodec()}.
     */
    default Optional<ItemReader<P, I>> addedItems() {
        return Optional.empty();
    }

    /** How items travel. Needed for {@link Split.Streamed} and {@link #addedItems()} only. */
    default Codec<I> itemCodec() {
        throw new IllegalStateException(
                "Task type " + name() + " streams its items and so must override itemCodec()");
    }

    /**
     * What people are shown of an item: a value that JSON can hold, the item itself unless overridden.
     * Empty for a type whose items are not to be shown, not even as bytes.
     */
    default Optional<Object> shown(I item) {
        return Optional.ofNullable(item);
    }

    /** How results travel. */
    Codec<O> resultCodec();

    /** How results become one answer. */
    Aggregator<P> aggregator();

    /** Media type of one task's result as {@link #present} writes it. */
    default String taskMediaType(P parameters) {
        return "application/octet-stream";
    }

    /**
     * Writes one task's result for a reader outside the grid, such as a tile as PNG.
     *
     * @param result as {@link #resultCodec()} wrote it
     */
    default void present(P parameters, TaskResult result, OutputStream out) throws IOException {
        try (InputStream in = result.data().open()) {
            in.transferTo(out);
        }
    }

    /**
     * The picture that the tasks paint, for pages that show it filling in; empty for most types.
     */
    default Optional<Picture> picture(P parameters) {
        return Optional.empty();
    }
}
