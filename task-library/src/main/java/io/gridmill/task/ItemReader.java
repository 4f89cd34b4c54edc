package io.gridmill.task;

/**
 * Reads the item of a task that a user adds to an open job.
 *
 * @param <P> the parameters of the job
 * @param <I> the item that one task works on
 */
@FunctionalInterface
public interface ItemReader<P, I> {

    /**
     * Reads and checks one item.
     *
     * @param item the fields of its JSON object; read them all, then call {@link Parameters#done()}
     * @throws BadParametersException naming every bad field, its limit and what to do
     */
    I read(P parameters, Parameters item);
}
