package io.gridmill.task.builtin.mandelbrot;

import io.gridmill.task.builtin.simd.VectorModule;

/**
 * The escape-time algorithm: how many steps of z := z² + c it takes from z = 0 until |z| exceeds
 * 256, for several points at once.
 *
 * <p>Every operation is one that IEEE 754 and the JVM define to the bit (add, multiply, fused
 * multiply-add), in one order, so that each node draws the same pixels whether it has the Vector API
 * or not. What saves time does not change the steps:
 *
 * <ul>
 *   <li>Points of the main cardioid and of the disc of period 2 never escape.
 *   <li>|z| only grows once it exceeds both 2 and |c|, so it is enough to look every {@value
 *       #STRIDE} steps and to repeat the last few one by one.
 *   <li>A z that was there before (bit by bit) repeats for ever, so the point is inside.
 * </ul>
 */
interface EscapeTime {
    /** |z|² beyond which a point has escaped. Large, so that the smooth count is smooth. */
    double BAILOUT = 65_536;

    /** The number of steps of points that do not escape. */
    double INSIDE = -1;

    /** Rows of points that are computed together. */
    int ROWS = 4;

    /** Steps between two looks at |z|. */
    int STRIDE = 8;

    /** The cardioid and the disc a hair smaller: rounding must not take in a point that escapes. */
    double MARGIN = 1 - 1e-12;

    /** The same for points near 0, where the margin vanishes. */
    double SLACK = 1e-15;

    /** The fastest of this JVM. Not thread-safe. */
    static EscapeTime best(int maxIterations) {
        return VectorModule.available()
                ? new VectorEscapeTime(maxIterations)
                : new ScalarEscapeTime(maxIterations);
    }

    /** Points of a row that are computed together; the length of rows is a multiple of it. */
    int columns();

    /**
     * Follows {@link #ROWS} rows of {@link #columns()} points.
     *
     * @param re real parts of the points of a row
     * @param from index of the first one
     * @param im imaginary parts of the rows
     * @param escapes where the answers go; row {@code r} from {@code r * re.length + from}
     */
    void follow(double[] re, int from, double[] im, Escapes escapes);
}
