package io.gridmill.node;

import io.gridmill.task.Nothing;
import io.gridmill.task.TaskContext;
import java.util.concurrent.atomic.AtomicInteger;

/** A type whose tasks take a time of their node's own, unless they are stopped. */
final class Uneven extends CountedTasks {
    private final long millis;
    private final AtomicInteger stopped = new AtomicInteger();

    /** On a node where each task takes so long. */
    Uneven(long millis) {
        super("uneven", "Takes a time of its node's own");
        this.millis = millis;
    }

    /** Tasks that were stopped here. */
    int stopped() {
        return stopped.get();
    }

    @Override
    public Nothing run(Long tasks, Long item, TaskContext context) throws InterruptedException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            stopped.incrementAndGet();
            throw e;
        }
        return Nothing.NOTHING;
    }
}
