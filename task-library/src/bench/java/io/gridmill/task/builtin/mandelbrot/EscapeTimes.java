package io.gridmill.task.builtin.mandelbrot;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;

/** CPU seconds of following all points of a picture, without colours: {@code SIZE ITERATIONS TILE RUNS}. */
public final class EscapeTimes {
    private EscapeTimes() {}

    public static void main(String[] arguments) {
        int size = Integer.parseInt(arguments[0]);
        int maxIterations = Integer.parseInt(arguments[1]);
        int tile = Integer.parseInt(arguments[2]);
        MandelbrotParameters picture =
                new MandelbrotParameters(size, size, maxIterations, tile, -0.5, 0, 1, Palette.CLASSIC);
        for (int run = 0; run < Integer.parseInt(arguments[3]); run++) {
            System.out.printf(Locale.ROOT, "%.4f%n", seconds(picture));
        }
    }

    private static double seconds(MandelbrotParameters picture) {
        int tiles = picture.tilesAcross() * picture.tilesDown();
        EscapeTime way = EscapeTime.best(picture.maxIterations());
        double[] re = new double[picture.tileSize()];
        double[] im = new double[EscapeTime.ROWS];
        Escapes escapes = Escapes.of(EscapeTime.ROWS * re.length);
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (int number = 0; number < tiles; number++) {
            TileArea area = picture.tile(number);
            Arrays.setAll(re, x -> picture.re(area.x() + x));
            for (int top = 0; top < area.height(); top += EscapeTime.ROWS) {
                for (int row = 0; row < EscapeTime.ROWS; row++) {
                    im[row] = picture.im(area.y() + top + row);
                }
                for (int x = 0; x < re.length; x += way.columns()) {
                    way.follow(re, x, im, escapes);
                }
            }
        }
        return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e9;
    }
}
