package io.gridmill.execute;

import io.gridmill.task.TaskContext;

/**
 * What one task does, as a function. May be called on many threads at once, and more than once for
 * one task: a node may die after it worked.
 *
 * @param <I> what the task gets
 * @param <O> what it returns
 */
@FunctionalInterface
public interface TaskFunction<I, O> {

    /**
     * Does it.
     *
     * @throws io.gridmill.task.TaskFailure to say whether another attempt makes sense
     */
    O run(I input, TaskContext task) throws Exception;
}
