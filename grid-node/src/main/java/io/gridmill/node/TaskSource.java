package io.gridmill.node;

import java.util.List;
import java.util.Optional;

/**
 * Where tasks come from, as long as there are any; may be endless. Asked by one thread, and only
 * when the job has room.
 *
 * @param <I> what a task gets
 */
@FunctionalInterface
public interface TaskSource<I> {

    /**
     * The next tasks.
     *
     * @param atMost 1 or more
     * @return an empty list when there are none now; nothing at all when there will be no more
     * @throws Exception to be asked again a little later
     */
    Optional<List<I>> next(int atMost) throws Exception;
}
