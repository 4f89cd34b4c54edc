package io.gridmill.engine;

import java.util.Set;

/**
 * How a step that several members do is going, and when it is given up. Time alone never ends a step:
 * code of users may take as long as it needs. But a step that lost one of its members ends by failing,
 * and where it has not done so after a while, the word that it failed was lost with that member or
 * waits for code that nobody needs any more. Pure but for what it remembers. Thread-safe.
 */
final class StepCourse {
    /** For a step to end by itself after a member was lost: more than any operation waits for. */
    static final long PATIENCE_NANOS = 20_000_000_000L;

    /** For a step to end after it was cancelled. */
    static final long GRACE_NANOS = 5_000_000_000L;

    private static final long FIRST_WAIT_MILLIS = 1_000;
    private static final long MOST_WAIT_MILLIS = 60_000;
    private static final int MOST_DOUBLINGS = 6;

    private final Set<String> members;
    private boolean lost;
    private long lostSince;
    private boolean cancelled;
    private long cancelledAt;

    /** What is to be done with the step. */
    enum Answer {
        GO_ON,
        CANCEL,
        /** It is not waited for any more. */
        GIVE_UP
    }

    /**
     * A step that begins.
     *
     * @param members nodes that may have a part in it
     */
    StepCourse(Set<String> members) {
        this.members = Set.copyOf(members);
    }

    /** A node is no member any more, or was none for a while, as this node sees at a time. */
    synchronized void left(String node, long nanoTime) {
        if (!lost && members.contains(node)) {
            lost = true;
            lostSince = nanoTime;
        }
    }

    /** What is to be done now; cancelling is said once. */
    synchronized Answer at(Set<String> present, long nanoTime) {
        for (String node : members) {
            if (!present.contains(node)) {
                left(node, nanoTime);
            }
        }
        if (!cancelled) {
            cancelled = lost && nanoTime - lostSince >= PATIENCE_NANOS;
            cancelledAt = nanoTime;
            return cancelled ? Answer.CANCEL : Answer.GO_ON;
        }
        return nanoTime - cancelledAt >= GRACE_NANOS ? Answer.GIVE_UP : Answer.GO_ON;
    }

    /** Whether it was to be cancelled. */
    synchronized boolean cancelled() {
        return cancelled;
    }

    /** How long a step waits that was given up so often in a row, in milliseconds. */
    static long waitMillis(int times) {
        return Math.min(
                MOST_WAIT_MILLIS, FIRST_WAIT_MILLIS << Math.clamp(times - 1L, 0, MOST_DOUBLINGS));
    }
}
