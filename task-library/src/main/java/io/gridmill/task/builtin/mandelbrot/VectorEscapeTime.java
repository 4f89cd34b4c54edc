package io.gridmill.task.builtin.mandelbrot;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * A vector of points in each of four rows: four independent chains keep the multipliers busy, and
 * points that lie close together escape after about as many steps. All is written out: a vector that
 * is handed to a method or kept in an array would be boxed.
 */
final class VectorEscapeTime implements EscapeTime {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final long ALL = -1L >>> (64 - LANES);

    private final int maxIterations;

    /** z of each row before the stride in which points escape. */
    private final double[] startX = new double[ROWS * LANES];

    private final double[] startY = new double[ROWS * LANES];

    VectorEscapeTime(int maxIterations) {
        this.maxIterations = maxIterations;
    }

    @Override
    public int columns() {
        return LANES;
    }

    @Override
    public void follow(double[] re, int from, double[] im, Escapes escapes) {
        long open0 = outside(re, from, im[0]);
        long open1 = outside(re, from, im[1]);
        long open2 = outside(re, from, im[2]);
        long open3 = outside(re, from, im[3]);
        for (int row = 0; row < ROWS; row++) {
            int at = row * re.length + from;
            Arrays.fill(escapes.steps(), at, at + LANES, INSIDE);
        }
        if ((open0 | open1 | open2 | open3) != 0) {
            iterate(re, from, im, escapes, open0, open1, open2, open3);
        }
    }

    /** A bit for each point of a row that lies neither in the cardioid nor in the disc. */
    private static long outside(double[] re, int from, double im) {
        DoubleVector cx = DoubleVector.fromArray(SPECIES, re, from);
        double cy2 = im * im;
        DoubleVector shifted = cx.sub(0.25);
        DoubleVector q = shifted.mul(shifted).add(cy2);
        DoubleVector right = cx.add(1);
        return ~(q.mul(q.add(shifted)).compare(LE, 0.25 * cy2 * MARGIN - SLACK).toLong()
                        | right.mul(right).add(cy2).compare(LE, 0.0625 * MARGIN).toLong())
                & ALL;
    }

    private void iterate(
            double[] re,
            int from,
            double[] im,
            Escapes escapes,
            long all0,
            long all1,
            long all2,
            long all3) {
        long open0 = all0;
        long open1 = all1;
        long open2 = all2;
        long open3 = all3;
        DoubleVector cx = DoubleVector.fromArray(SPECIES, re, from);
        DoubleVector cy0 = DoubleVector.broadcast(SPECIES, im[0]);
        DoubleVector cy1 = DoubleVector.broadcast(SPECIES, im[1]);
        DoubleVector cy2 = DoubleVector.broadcast(SPECIES, im[2]);
        DoubleVector cy3 = DoubleVector.broadcast(SPECIES, im[3]);
        DoubleVector zero = DoubleVector.zero(SPECIES);
        DoubleVector x0 = zero;
        DoubleVector x1 = zero;
        DoubleVector x2 = zero;
        DoubleVector x3 = zero;
        DoubleVector y0 = zero;
        DoubleVector y1 = zero;
        DoubleVector y2 = zero;
        DoubleVector y3 = zero;
        DoubleVector pastX0 = zero;
        DoubleVector pastX1 = zero;
        DoubleVector pastX2 = zero;
        DoubleVector pastX3 = zero;
        DoubleVector pastY0 = zero;
        DoubleVector pastY1 = zero;
        DoubleVector pastY2 = zero;
        DoubleVector pastY3 = zero;
        int nextPast = STRIDE;
        int n = 0;
        while (n <= maxIterations - STRIDE) {
            DoubleVector a0 = x0;
            DoubleVector a1 = x1;
            DoubleVector a2 = x2;
            DoubleVector a3 = x3;
            DoubleVector b0 = y0;
            DoubleVector b1 = y1;
            DoubleVector b2 = y2;
            DoubleVector b3 = y3;
            for (int i = 0; i < STRIDE; i++) {
                DoubleVector t0 = a0.fma(a0, b0.neg().fma(b0, cx));
                DoubleVector t1 = a1.fma(a1, b1.neg().fma(b1, cx));
                DoubleVector t2 = a2.fma(a2, b2.neg().fma(b2, cx));
                DoubleVector t3 = a3.fma(a3, b3.neg().fma(b3, cx));
                b0 = a0.add(a0).fma(b0, cy0);
                b1 = a1.add(a1).fma(b1, cy1);
                b2 = a2.add(a2).fma(b2, cy2);
                b3 = a3.add(a3).fma(b3, cy3);
                a0 = t0;
                a1 = t1;
                a2 = t2;
                a3 = t3;
            }
            // Not the same as beyond it: infinity and NaN escape too.
            long escaped0 = open0 & ~a0.fma(a0, b0.mul(b0)).compare(LE, BAILOUT).toLong();
            long escaped1 = open1 & ~a1.fma(a1, b1.mul(b1)).compare(LE, BAILOUT).toLong();
            long escaped2 = open2 & ~a2.fma(a2, b2.mul(b2)).compare(LE, BAILOUT).toLong();
            long escaped3 = open3 & ~a3.fma(a3, b3.mul(b3)).compare(LE, BAILOUT).toLong();
            if ((escaped0 | escaped1 | escaped2 | escaped3) != 0) {
                x0.intoArray(startX, 0);
                x1.intoArray(startX, LANES);
                x2.intoArray(startX, 2 * LANES);
                x3.intoArray(startX, 3 * LANES);
                y0.intoArray(startY, 0);
                y1.intoArray(startY, LANES);
                y2.intoArray(startY, 2 * LANES);
                y3.intoArray(startY, 3 * LANES);
                repeat(re, from, im, 0, escaped0, n, STRIDE, escapes);
                repeat(re, from, im, 1, escaped1, n, STRIDE, escapes);
                repeat(re, from, im, 2, escaped2, n, STRIDE, escapes);
                repeat(re, from, im, 3, escaped3, n, STRIDE, escapes);
            }
            x0 = a0;
            x1 = a1;
            x2 = a2;
            x3 = a3;
            y0 = b0;
            y1 = b1;
            y2 = b2;
            y3 = b3;
            n += STRIDE;
            open0 &= ~(escaped0 | x0.compare(EQ, pastX0).and(y0.compare(EQ, pastY0)).toLong());
            open1 &= ~(escaped1 | x1.compare(EQ, pastX1).and(y1.compare(EQ, pastY1)).toLong());
            open2 &= ~(escaped2 | x2.compare(EQ, pastX2).and(y2.compare(EQ, pastY2)).toLong());
            open3 &= ~(escaped3 | x3.compare(EQ, pastX3).and(y3.compare(EQ, pastY3)).toLong());
            if ((open0 | open1 | open2 | open3) == 0) {
                return;
            }
            if (n >= nextPast) {
                // Brent: a past that moves on in doubling distances finds any period.
                pastX0 = x0;
                pastX1 = x1;
                pastX2 = x2;
                pastX3 = x3;
                pastY0 = y0;
                pastY1 = y1;
                pastY2 = y2;
                pastY3 = y3;
                nextPast = n <= Integer.MAX_VALUE / 2 ? n * 2 : Integer.MAX_VALUE;
            }
        }
        x0.intoArray(startX, 0);
        x1.intoArray(startX, LANES);
        x2.intoArray(startX, 2 * LANES);
        x3.intoArray(startX, 3 * LANES);
        y0.intoArray(startY, 0);
        y1.intoArray(startY, LANES);
        y2.intoArray(startY, 2 * LANES);
        y3.intoArray(startY, 3 * LANES);
        repeat(re, from, im, 0, open0, n, maxIterations - n, escapes);
        repeat(re, from, im, 1, open1, n, maxIterations - n, escapes);
        repeat(re, from, im, 2, open2, n, maxIterations - n, escapes);
        repeat(re, from, im, 3, open3, n, maxIterations - n, escapes);
    }

    /**
     * Goes step by step through a stride, to find at which step points escape: those that are beyond
     * the bail-out after it and were not before. What has escaped earlier never comes back.
     */
    private void repeat(
            double[] re,
            int from,
            double[] im,
            int row,
            long escaping,
            int stepsBefore,
            int steps,
            Escapes escapes) {
        if (escaping == 0) {
            return;
        }
        int at = row * re.length + from;
        DoubleVector cx = DoubleVector.fromArray(SPECIES, re, from);
        DoubleVector cy = DoubleVector.broadcast(SPECIES, im[row]);
        DoubleVector x = DoubleVector.fromArray(SPECIES, startX, row * LANES);
        DoubleVector y = DoubleVector.fromArray(SPECIES, startY, row * LANES);
        DoubleVector before = x.fma(x, y.mul(y));
        DoubleVector counts = DoubleVector.fromArray(SPECIES, escapes.steps(), at);
        DoubleVector sizes = DoubleVector.fromArray(SPECIES, escapes.squared(), at);
        DoubleVector n = DoubleVector.broadcast(SPECIES, stepsBefore);
        for (int i = 0; i < steps; i++) {
            DoubleVector nextX = x.fma(x, y.neg().fma(y, cx));
            y = x.add(x).fma(y, cy);
            x = nextX;
            n = n.add(1);
            DoubleVector squared = x.fma(x, y.mul(y));
            VectorMask<Double> escaped =
                    squared.compare(GT, BAILOUT).and(before.compare(LE, BAILOUT));
            counts = counts.blend(n, escaped);
            sizes = sizes.blend(squared, escaped);
            before = squared;
        }
        counts.intoArray(escapes.steps(), at);
        sizes.intoArray(escapes.squared(), at);
    }
}
