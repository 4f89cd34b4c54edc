package io.gridmill.execute;

/** Where slots run: threads, or what stands for them in a simulation. Thread-safe. */
public interface SlotRunners {

    /** Starts to run a slot; must not run any of it before it returns. */
    Runner start(Slot slot);

    /** What runs one slot. */
    interface Runner {
        /** Interrupts the task that it runs. */
        void interrupt();
    }
}
