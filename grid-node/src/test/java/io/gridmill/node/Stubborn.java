package io.gridmill.node;

import io.gridmill.task.Nothing;
import io.gridmill.task.TaskContext;
import java.util.concurrent.CountDownLatch;

/** A type whose only task neither looks whether it should stop nor minds an interrupt. */
final class Stubborn extends CountedTasks {
    private final CountDownLatch released = new CountDownLatch(1);

    Stubborn() {
        super("stubborn", "Does not stop");
    }

    void release() {
        released.countDown();
    }

    @Override
    public Nothing run(Long tasks, Long item, TaskContext context) {
        boolean done = false;
        while (!done) {
            try {
                released.await();
                done = true;
            } catch (InterruptedException e) {
                // It does not mind, which is the point.
                done = false;
            }
        }
        return Nothing.NOTHING;
    }
}
