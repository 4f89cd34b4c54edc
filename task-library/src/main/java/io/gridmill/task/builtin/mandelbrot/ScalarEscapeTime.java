package io.gridmill.task.builtin.mandelbrot;

/** One point after another, in plain Java. */
final class ScalarEscapeTime implements EscapeTime {
    private final int maxIterations;

    /** Where the last call of {@link #skip} stopped: z there, bounded, and the steps to it. */
    private double x;

    private double y;
    private int steps;

    ScalarEscapeTime(int maxIterations) {
        this.maxIterations = maxIterations;
    }

    @Override
    public int columns() {
        return 1;
    }

    @Override
    public void follow(double[] re, int from, double[] im, Escapes escapes) {
        for (int row = 0; row < ROWS; row++) {
            follow(re[from], im[row], escapes, row * re.length + from);
        }
    }

    private void follow(double cx, double cy, Escapes escapes, int point) {
        escapes.steps()[point] = INSIDE;
        if (inCardioidOrDisc(cx, cy) || skip(cx, cy)) {
            return;
        }
        double zx = x;
        double zy = y;
        for (int n = steps + 1; n <= maxIterations; n++) {
            double nextX = Math.fma(zx, zx, Math.fma(-zy, zy, cx));
            zy = Math.fma(zx + zx, zy, cy);
            zx = nextX;
            double squared = Math.fma(zx, zx, zy * zy);
            if (squared > BAILOUT) {
                escapes.steps()[point] = n;
                escapes.squared()[point] = squared;
                return;
            }
        }
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
        return q * (q + shifted) <= 0.25 * cy2 * MARGIN - SLACK
                || (cx + 1) * (cx + 1) + cy2 <= 0.0625 * MARGIN;
    }
}
