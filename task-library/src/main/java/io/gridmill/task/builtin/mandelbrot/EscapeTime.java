package io.gridmill.task.builtin.mandelbrot;

/**
 * The escape-time algorithm: how many steps of z := z² + c it takes from z = 0 until |z| exceeds
 * 256, with a fraction that makes the count a smooth function of c.
 *
 * <p>Every operation is one that IEEE 754 and the JVM define to the bit (add, multiply, fused
 * multiply-add, table look-up), so that each node draws the same pixels. What saves time does not
 * change the count:
 *
 * <ul>
 *   <li>Points of the main cardioid and of the disc of period 2 never escape.
 *   <li>|z| only grows once it exceeds both 2 and |c|, so it is enough to look every {@value
 *       #STRIDE} steps and to repeat the last few one by one.
 *   <li>A z that was there before (bit by bit) repeats for ever, so the point is inside.
 * </ul>
 */
final class EscapeTime {
    /** Large, so that the fraction is smooth to less than a colour's step. */
    static final double BAILOUT = 65_536;

    /** The count of points that do not escape. */
    static final double INSIDE = -1;

    private static final int STRIDE = 8;

    private final int maxIterations;

    /** Where the last call of {@link #skip} stopped: z there, bounded, and the steps to it. */
    private double x;

    private double y;
    private int steps;

    EscapeTime(int maxIterations) {
        this.maxIterations = maxIterations;
    }

    /**
     * The smooth count of c = cx + i cy.
     *
     * @return more than 0 and at most about {@code maxIterations}; {@link #INSIDE} when |z| stays
     *     bounded for {@code maxIterations} steps
     */
    double count(double cx, double cy) {
        if (inCardioidOrDisc(cx, cy) || skip(cx, cy)) {
            return INSIDE;
        }
        double zx = x;
        double zy = y;
        for (int n = steps + 1; n <= maxIterations; n++) {
            double nextX = Math.fma(zx, zx, Math.fma(-zy, zy, cx));
            zy = Math.fma(zx + zx, zy, cy);
            zx = nextX;
            double squared = Math.fma(zx, zx, zy * zy);
            if (squared > BAILOUT) {
                return n + 1 - fraction(squared);
            }
        }
        return INSIDE;
    }

    /**
     * Goes on in strides while z is bounded.
     *
     * @return true when z repeats itself; else {@link #steps} is less than a stride before the
     *     escape or the last iteration
     */
    private boolean skip(double cx, double cy) {
        double zx = 0;
        double zy = 0;
        double pastX = 0;
        double pastY = 0;
        int nextPast = STRIDE;
        int n = 0;
        while (n <= maxIterations - STRIDE) {
            double ax = zx;
            double ay = zy;
            for (int i = 0; i < STRIDE; i++) {
                double nextX = Math.fma(ax, ax, Math.fma(-ay, ay, cx));
                ay = Math.fma(ax + ax, ay, cy);
                ax = nextX;
            }
            // Written so that it also holds for infinity and for NaN.
            if (!(Math.fma(ax, ax, ay * ay) <= BAILOUT)) {
                break;
            }
            zx = ax;
            zy = ay;
            n += STRIDE;
            if (zx == pastX && zy == pastY) {
                return true;
            }
            if (n >= nextPast) {
                // Brent: a past that moves on in doubling distances finds any period.
                pastX = zx;
                pastY = zy;
                nextPast = n <= Integer.MAX_VALUE / 2 ? n * 2 : Integer.MAX_VALUE;
            }
        }
        x = zx;
        y = zy;
        steps = n;
        return false;
    }

    private static boolean inCardioidOrDisc(double cx, double cy) {
        double shifted = cx - 0.25;
        double cy2 = cy * cy;
        double q = shifted * shifted + cy2;
        // A hair smaller than the set: rounding must not take in a point that escapes.
        double margin = 1 - 1e-12;
        return q * (q + shifted) <= 0.25 * cy2 * margin - 1e-15
                || (cx + 1) * (cx + 1) + cy2 <= 0.0625 * margin;
    }

    /** 0 where |z| has just passed 256, 1 where it is the square of that. */
    private static double fraction(double squared) {
        // log2 |z| is 8 at the bail-out and 16 one step later.
        return Log2.of(Log2.of(squared) / 16);
    }
}
