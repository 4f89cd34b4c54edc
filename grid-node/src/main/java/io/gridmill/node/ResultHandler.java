package io.gridmill.node;

/**
 * Takes the results of tasks, each at least once and in no order. A result counts as taken when the
 * method returns; when it throws, the result comes again, after a pause that grows to half a minute.
 *
 * @param <O> what a task returns
 */
@FunctionalInterface
public interface ResultHandler<O> {

    /**
     * Takes one result.
     *
     * @param task number of the task in its job; tells repetitions apart
     */
    void accept(long task, O result) throws Exception;
}
