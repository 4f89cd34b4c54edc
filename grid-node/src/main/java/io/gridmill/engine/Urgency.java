package io.gridmill.engine;

/**
 * How urgent waiting work is, as one number: twice its level, and one more where it came there
 * by waiting, or its user is behind the others. 0 stands for no work.
 */
final class Urgency {
    private Urgency() {}

    static int of(int level, boolean presses) {
        return 2 * level + (presses ? 1 : 0);
    }

    /** The level within; 0 for no work. */
    static int level(int urgency) {
        return urgency / 2;
    }
}
