package io.gridmill.task.builtin.matrix;

import io.gridmill.task.builtin.simd.VectorModule;

/**
 * The innermost product: a panel of {@value #ROWS} rows times a panel of {@link #columns()} columns,
 * added to a part of C. Each element of C is one chain of fused multiply-adds, in the order of the
 * inner index, so that every kernel gives the same bits.
 */
interface PanelKernel {
    /** Rows of a panel of A. */
    int ROWS = 4;

    /** The kernel of this JVM, chosen once. */
    static PanelKernel best() {
        return Chosen.KERNEL;
    }

    /** Columns of a panel of B. */
    int columns();

    /**
     * C += A B.
     *
     * @param a holds the panel of A from {@code aFrom}: for each inner index its {@value #ROWS} rows
     * @param b holds the panel of B from {@code bFrom}: for each inner index its columns
     * @param depth number of inner indices
     * @param c rows of C, {@code step} apart; the first element is at {@code at}
     */
    void multiply(
            double[] a, int aFrom, double[] b, int bFrom, int depth, double[] c, int at, int step);

    /** Asks for the module only when a kernel is first needed. */
    final class Chosen {
        private static final PanelKernel KERNEL =
                VectorModule.available() ? new VectorKernel() : new ScalarKernel();

        private Chosen() {}
    }
}
