package io.gridmill.task.builtin.matrix;

/** The same chains in plain Java, four rows by four columns at once in registers. */
final class ScalarKernel implements PanelKernel {
    private static final int COLUMNS = 4;

    @Override
    public int columns() {
        return COLUMNS;
    }

    @Override
    public void multiply(
            double[] a, int aFrom, double[] b, int bFrom, int depth, double[] c, int at, int step) {
        for (int row = 0; row < ROWS; row += 2) {
            int first = at + row * step;
            int second = first + step;
            double c00 = c[first];
            double c01 = c[first + 1];
            double c02 = c[first + 2];
            double c03 = c[first + 3];
            double c10 = c[second];
            double c11 = c[second + 1];
            double c12 = c[second + 2];
            double c13 = c[second + 3];
            int ai = aFrom + row;
            int bi = bFrom;
            for (int k = 0; k < depth; k++) {
                double a0 = a[ai];
                double a1 = a[ai + 1];
                c00 = Math.fma(a0, b[bi], c00);
                c01 = Math.fma(a0, b[bi + 1], c01);
                c02 = Math.fma(a0, b[bi + 2], c02);
                c03 = Math.fma(a0, b[bi + 3], c03);
                c10 = Math.fma(a1, b[bi], c10);
                c11 = Math.fma(a1, b[bi + 1], c11);
                c12 = Math.fma(a1, b[bi + 2], c12);
                c13 = Math.fma(a1, b[bi + 3], c13);
                ai += ROWS;
                bi += COLUMNS;
            }
            c[first] = c00;
            c[first + 1] = c01;
            c[first + 2] = c02;
            c[first + 3] = c03;
            c[second] = c10;
            c[second + 1] = c11;
            c[second + 2] = c12;
            c[second + 3] = c13;
        }
    }
}
