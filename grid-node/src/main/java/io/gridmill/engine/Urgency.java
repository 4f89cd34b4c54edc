package io.gridmill.engine;

/**
 * How urgent waiting work is, as one number: twice its level, and one more where its user is behind
 * the others. 0 stands for no work.
 */
final class Urgency {
    private Urgency() {}

    static int of(int level, boolean behind) {
        return 2 * level + (behind ? 1 : 0);
    }

    /** The level within; 0 for no work. */
    static int level(int urgency) {
        return urgency / 2;
    }
}
