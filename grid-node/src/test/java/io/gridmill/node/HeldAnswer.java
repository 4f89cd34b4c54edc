package io.gridmill.node;

import io.gridmill.task.Nothing;
import io.gridmill.task.TaskContext;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A type whose answer, the first time it is put together, does not come before it is released. */
final class HeldAnswer extends CountedTasks {
    private final int node;
    private final Gate gate;

    /** One for all nodes. */
    static final class Gate {
        private static final int NOWHERE = -1;

        private final AtomicInteger heldAt = new AtomicInteger(NOWHERE);
        private final CountDownLatch released = new CountDownLatch(1);

        /** Where an answer is held; negative while none is. */
        int heldAt() {
            return heldAt.get();
        }

        void release() {
            released.countDown();
        }

        private void pass(int node) {
            if (heldAt.compareAndSet(NOWHERE, node)) {
                try {
                    released.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException("The node was closed", e);
                }
            }
        }
    }

    /** For the node of this number. */
    HeldAnswer(int node, Gate gate) {
        super("held-answer", "Does not answer at first");
        this.node = node;
        this.gate = gate;
    }

    @Override
    public Nothing run(Long tasks, Long item, TaskContext context) {
        return Nothing.NOTHING;
    }

    @Override
    void answering() {
        gate.pass(node);
    }
}
