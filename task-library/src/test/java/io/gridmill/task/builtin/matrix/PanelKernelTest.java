package io.gridmill.task.builtin.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.gridmill.task.JobInput;
import io.gridmill.task.LocalContext;
import io.gridmill.task.builtin.simd.VectorModule;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both kernels, which must not differ in a single bit. */
@NullMarked
final class PanelKernelTest {
    private static final int DEPTH = 128;

    /** The tests run with the flags of the product, so both kernels are there once asked for. */
    @BeforeAll
    static void vectorsAreThere() {
        assertTrue(VectorModule.available());
    }

    @Test
    void vectorsAreUsed() {
        assertTrue(PanelKernel.best() instanceof VectorKernel);
    }

    @ParameterizedTest
    @CsvSource({"1,16", "31,16", "100,64", "257,300", "500,128"})
    void bothKernelsGiveTheSameBits(int size, int tileSize) throws Exception {
        TileGrid grid = TileGrid.square(size, tileSize);
        for (long number = 0; number < grid.tiles(); number++) {
            MatrixTile tile = grid.tile(number);
            double[] scalar = compute(grid, tile, new ScalarKernel());
            double[] vector = compute(grid, tile, new VectorKernel());
            assertEquals(tile.rows() * tile.columns(), scalar.length);
            assertArrayEquals(scalar, vector);
        }
    }

    @Test
    void bothKernelsGiveTheSameBitsForExtremes() throws Exception {
        double[] extremes = {0.0, -0.0, 4.9e-324, -1e-310, 1e-160, 1e150, -1e150, 3, 1 / 3.0};
        TileGrid grid = TileGrid.square(40, 64);
        LocalContext context = LocalContext.of(0, 1, JobInput.none());
        double[] scalar =
                new TileProduct(grid, grid.tile(0), new Extremes(extremes, 40), new ScalarKernel())
                        .compute(context);
        double[] vector =
                new TileProduct(grid, grid.tile(0), new Extremes(extremes, 40), new VectorKernel())
                        .compute(context);
        assertArrayEquals(bits(scalar), bits(vector));
    }

    /** Vectors boxed in the loop would be megabytes a call. */
    @Test
    void vectorsAreNotBoxed() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        PanelKernel kernel = PanelKernel.best();
        double[] a = new double[PanelKernel.ROWS * DEPTH];
        double[] b = new double[kernel.columns() * DEPTH];
        double[] c = new double[PanelKernel.ROWS * kernel.columns()];
        long allocated = Long.MAX_VALUE;
        // The interpreter does box; what counts is the code once it is compiled.
        for (int round = 0; round < 20_000 && allocated > 1_000; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int call = 0; call < 100; call++) {
                kernel.multiply(a, 0, b, 0, DEPTH, c, 0, kernel.columns());
            }
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertTrue(allocated <= 1_000, allocated + " bytes");
    }

    private static double[] compute(TileGrid grid, MatrixTile tile, PanelKernel kernel)
            throws Exception {
        LocalContext context = LocalContext.of(0, 1, JobInput.none());
        FactorReader factors = new GeneratedFactors(11).open(grid, tile, context);
        return new TileProduct(grid, tile, factors, kernel).compute(context);
    }

    private static long[] bits(double[] values) {
        return Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
    }

    /** Elements that round in unusual ways. */
    private static final class Extremes implements FactorReader {
        private final double[] extremes;
        private final int columns;
        private int next;

        Extremes(double[] extremes, int columns) {
            this.extremes = extremes;
            this.columns = columns;
        }

        @Override
        public void left(int row, int from, int count, double[] to) {
            fill(count, to);
        }

        @Override
        public void right(double[] to) {
            fill(columns, to);
        }

        private void fill(int count, double[] to) {
            for (int i = 0; i < count; i++) {
                to[i] = extremes[next++ * 31 % 101 % extremes.length];
            }
        }

        @Override
        public void close() {}
    }
}
