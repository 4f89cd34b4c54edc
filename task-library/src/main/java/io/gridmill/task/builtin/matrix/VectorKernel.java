package io.gridmill.task.builtin.matrix;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Four rows by three vectors of columns at once, all in registers. Written out: a vector that is
 * handed to a method or kept in an array would be boxed.
 */
final class VectorKernel implements PanelKernel {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    @Override
    public int columns() {
        return 3 * LANES;
    }

    @Override
    public void multiply(
            double[] a, int aFrom, double[] b, int bFrom, int depth, double[] c, int at, int step) {
        int c1 = at + step;
        int c2 = c1 + step;
        int c3 = c2 + step;
        DoubleVector c00 = DoubleVector.fromArray(SPECIES, c, at);
        DoubleVector c01 = DoubleVector.fromArray(SPECIES, c, at + LANES);
        DoubleVector c02 = DoubleVector.fromArray(SPECIES, c, at + 2 * LANES);
        DoubleVector c10 = DoubleVector.fromArray(SPECIES, c, c1);
        DoubleVector c11 = DoubleVector.fromArray(SPECIES, c, c1 + LANES);
        DoubleVector c12 = DoubleVector.fromArray(SPECIES, c, c1 + 2 * LANES);
        DoubleVector c20 = DoubleVector.fromArray(SPECIES, c, c2);
        DoubleVector c21 = DoubleVector.fromArray(SPECIES, c, c2 + LANES);
        DoubleVector c22 = DoubleVector.fromArray(SPECIES, c, c2 + 2 * LANES);
        DoubleVector c30 = DoubleVector.fromArray(SPECIES, c, c3);
        DoubleVector c31 = DoubleVector.fromArray(SPECIES, c, c3 + LANES);
        DoubleVector c32 = DoubleVector.fromArray(SPECIES, c, c3 + 2 * LANES);
        int ai = aFrom;
        int bi = bFrom;
        for (int k = 0; k < depth; k++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bi);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, bi + LANES);
            DoubleVector b2 = DoubleVector.fromArray(SPECIES, b, bi + 2 * LANES);
            DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[ai]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[ai + 1]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            DoubleVector a2 = DoubleVector.broadcast(SPECIES, a[ai + 2]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            DoubleVector a3 = DoubleVector.broadcast(SPECIES, a[ai + 3]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            ai += ROWS;
            bi += 3 * LANES;
        }
        c00.intoArray(c, at);
        c01.intoArray(c, at + LANES);
        c02.intoArray(c, at + 2 * LANES);
        c10.intoArray(c, c1);
        c11.intoArray(c, c1 + LANES);
        c12.intoArray(c, c1 + 2 * LANES);
        c20.intoArray(c, c2);
        c21.intoArray(c, c2 + LANES);
        c22.intoArray(c, c2 + 2 * LANES);
        c30.intoArray(c, c3);
        c31.intoArray(c, c3 + LANES);
        c32.intoArray(c, c3 + 2 * LANES);
    }
}
