package io.gridmill.node;

import io.gridmill.task.Nothing;
import io.gridmill.task.TaskContext;
import java.util.concurrent.atomic.AtomicInteger;

/** A type whose tasks count how many of them run at once in this process. */
final class Crowd extends CountedTasks {
    private static final long MILLIS = 20;

    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    Crowd() {
        super("crowd", "Counts how many run at once");
    }

    /** The most that ever ran at once. */
    int most() {
        return most.get();
    }

    @Override
    public Nothing run(Long tasks, Long item, TaskContext context) throws InterruptedException {
        most.accumulateAndGet(now.incrementAndGet(), Math::max);
        try {
            Thread.sleep(MILLIS);
        } finally {
            now.decrementAndGet();
        }
        return Nothing.NOTHING;
    }
}
