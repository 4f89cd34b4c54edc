package io.gridmill.task.builtin.mandelbrot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.gridmill.task.builtin.simd.VectorModule;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both ways to follow points, which must not differ in a single bit. */
@NullMarked
final class EscapeTimeTest {
    private static final int WIDTH = 64;

    /** The tests run with the flags of the product, so both ways are there once asked for. */
    @BeforeAll
    static void vectorsAreThere() {
        assertTrue(VectorModule.available());
    }

    @Test
    void vectorsAreUsed() {
        assertTrue(EscapeTime.best(1) instanceof VectorEscapeTime);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 8, 9, 16, 100, 500, 5003})
    void countsAreThoseOfTheDefinition(int maxIterations) {
        Random random = new Random(maxIterations);
        for (int round = 0; round < 10; round++) {
            double spread = Math.pow(10, -round);
            double[] re = random.doubles(WIDTH).map(x -> -0.75 + (x - 0.5) * 4 * spread).toArray();
            double[] im =
                    random.doubles(EscapeTime.ROWS).map(y -> (y - 0.5) * 3 * spread).toArray();
            for (EscapeTime way : ways(maxIterations)) {
                Escapes escapes = follow(way, re, im);
                for (int point = 0; point < escapes.steps().length; point++) {
                    double cx = re[point % WIDTH];
                    double cy = im[point / WIDTH];
                    assertEquals(
                            definition(cx, cy, maxIterations),
                            escapes.smooth(point),
                            way.getClass().getSimpleName() + " at " + cx + " " + cy);
                }
            }
        }
    }

    @Test
    void bothWaysGiveTheSameBitsNearTheEdgeOfTheSet() {
        double[] re = new double[WIDTH];
        double[] im = new double[EscapeTime.ROWS];
        for (double step : new double[] {1e-3, 1e-6, 1e-9, 1e-12, 1e-15}) {
            Arrays.setAll(re, x -> -0.743643887037151 + x * step);
            Arrays.setAll(im, y -> 0.131825904205330 + y * step);
            Escapes scalar = follow(new ScalarEscapeTime(20_000), re, im);
            Escapes vector = follow(new VectorEscapeTime(20_000), re, im);
            assertArrayEquals(scalar.steps(), vector.steps());
            for (int point = 0; point < scalar.steps().length; point++) {
                assertEquals(scalar.smooth(point), vector.smooth(point));
            }
        }
    }

    @Test
    void pointsThatLeapToInfinityEscape() {
        double[] re = new double[WIDTH];
        Arrays.fill(re, -9.9);
        double[] im = {9.9, -9.9, 2.1, -2.0};
        for (EscapeTime way : ways(1000)) {
            Escapes escapes = follow(way, re, im);
            for (int point = 0; point < escapes.steps().length; point++) {
                assertEquals(definition(-9.9, im[point / WIDTH], 1000), escapes.smooth(point));
            }
        }
    }

    @Test
    void countIsSmooth() {
        double[] re = new double[10_048];
        Arrays.setAll(re, i -> 0.6 + i * 1e-4);
        double[] im = {0.4, 0.4, 0.4, 0.4};
        for (EscapeTime way : ways(10_000)) {
            Escapes escapes = follow(way, re, im);
            for (int i = 1; i < re.length; i++) {
                assertEquals(escapes.smooth(i - 1), escapes.smooth(i), 0.005);
            }
            assertTrue(escapes.smooth(re.length - 1) < escapes.smooth(0) - 2);
        }
    }

    /** Some hundred bytes a call are no matter; vectors boxed in the loop would be megabytes. */
    @Test
    void vectorsAreNotBoxed() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        double[] re = new double[WIDTH];
        Arrays.setAll(re, x -> -1.4 + x * 0.02);
        double[] im = {0.02, 0.03, 0.04, 0.05};
        EscapeTime way = EscapeTime.best(20_000);
        Escapes escapes = Escapes.of(WIDTH * EscapeTime.ROWS);
        long allocated = Long.MAX_VALUE;
        // The interpreter does box; what counts is the code once it is compiled.
        for (int round = 0; round < 2_000 && allocated > 20_000; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int x = 0; x < WIDTH; x += way.columns()) {
                way.follow(re, x, im, escapes);
            }
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertTrue(allocated <= 20_000, allocated + " bytes");
    }

    private static List<EscapeTime> ways(int maxIterations) {
        return List.of(new ScalarEscapeTime(maxIterations), new VectorEscapeTime(maxIterations));
    }

    private static Escapes follow(EscapeTime way, double[] re, double[] im) {
        Escapes escapes = Escapes.of(re.length * EscapeTime.ROWS);
        for (int x = 0; x < re.length; x += way.columns()) {
            way.follow(re, x, im, escapes);
        }
        return escapes;
    }

    /** The definition, step by step, without any of the short cuts. */
    static double definition(double cx, double cy, int maxIterations) {
        double x = 0;
        double y = 0;
        for (int n = 1; n <= maxIterations; n++) {
            double nextX = Math.fma(x, x, Math.fma(-y, y, cx));
            y = Math.fma(x + x, y, cy);
            x = nextX;
            double squared = Math.fma(x, x, y * y);
            if (squared > 65536) {
                return n + 1 - Log2.of(Log2.of(squared) / 16);
            }
        }
        return -1;
    }
}
