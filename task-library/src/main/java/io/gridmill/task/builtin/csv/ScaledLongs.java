package io.gridmill.task.builtin.csv;

/** Arithmetic on decimal fractions {@code unscaled / 10^scale} that fit a long. */
final class ScaledLongs {
    /** Most decimals, and most digits of a number that always fits. */
    static final int MOST_DIGITS = 18;

    private static final long[] POWERS = new long[MOST_DIGITS + 1];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = 10 * POWERS[i - 1];
        }
    }

    private ScaledLongs() {}

    /** 10 to the power of 0 to {@value #MOST_DIGITS}. */
    static long power(int exponent) {
        return POWERS[exponent];
    }

    /** Whether a number times 10^by fits. */
    static boolean canMultiply(long unscaled, int by) {
        if (by > MOST_DIGITS) {
            return unscaled == 0;
        }
        long most = Long.MAX_VALUE / POWERS[by];
        return unscaled <= most && unscaled >= -most;
    }

    /** A number times 10^by, where that fits. */
    static long multiply(long unscaled, int by) {
        return unscaled == 0 ? 0 : unscaled * POWERS[by];
    }
}
