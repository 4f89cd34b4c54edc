package io.gridmill.execute;

/** How code that should stop is stopped, step by step. Pure. */
public final class StopPlan {
    private static final long INTERRUPT_AFTER_MILLIS = 1_000;

    private StopPlan() {}

    /** The next step. */
    public enum Step {
        /** It has been told through its context; wait. */
        WAIT,
        /** Interrupt its thread. */
        INTERRUPT,
        /** It does not stop: leave it behind. */
        ABANDON
    }

    /**
     * What to do so long after it was told to stop.
     *
     * @param sinceToldMillis time since it was told
     * @param interrupted whether it was interrupted already
     * @param graceMillis how long it may go on after the interrupt
     */
    public static Step next(long sinceToldMillis, boolean interrupted, long graceMillis) {
        if (!interrupted) {
            return sinceToldMillis >= INTERRUPT_AFTER_MILLIS ? Step.INTERRUPT : Step.WAIT;
        }
        return sinceToldMillis >= INTERRUPT_AFTER_MILLIS + graceMillis ? Step.ABANDON : Step.WAIT;
    }
}
