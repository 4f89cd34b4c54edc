package io.gridmill.task.builtin.mandelbrot;

import io.gridmill.task.TaskContext;
import java.util.Arrays;

/** Paints one tile, a few rows at a time. */
final class TilePainter {
    /** Iterations between two looks at whether to stop: at most a few milliseconds. */
    private static final long ITERATIONS_PER_CHECK = 2_000_000;

    private final MandelbrotParameters parameters;
    private final TileArea area;
    private final EscapeTime escapeTime;

    /** Of the columns, and of some to the right of the tile that are computed and thrown away. */
    private final double[] re;

    private final double[] im = new double[EscapeTime.ROWS];
    private final Escapes escapes;
    private final int[] colours;
    private final TileEncoder encoder;

    TilePainter(MandelbrotParameters parameters, TileArea area, EscapeTime escapeTime) {
        this.parameters = parameters;
        this.area = area;
        this.escapeTime = escapeTime;
        int columns = escapeTime.columns();
        re = new double[Math.ceilDiv(area.width(), columns) * columns];
        Arrays.setAll(re, x -> parameters.re(area.x() + Math.min(x, area.width() - 1)));
        escapes = Escapes.of(EscapeTime.ROWS * re.length);
        colours = new int[area.width()];
        encoder = new TileEncoder(area);
    }

    /** Paints all rows; a tile is painted once. */
    MandelbrotTile paint(TaskContext context) {
        for (int top = 0; top < area.height(); top += EscapeTime.ROWS) {
            context.checkStopped();
            context.progress((double) top / area.height());
            for (int row = 0; row < EscapeTime.ROWS; row++) {
                int y = Math.min(top + row, area.height() - 1);
                im[row] = parameters.im(area.y() + y);
            }
            follow(context);
            int rows = Math.min(EscapeTime.ROWS, area.height() - top);
            for (int row = 0; row < rows; row++) {
                colour(row);
                encoder.add(colours);
            }
        }
        return encoder.tile();
    }

    private void follow(TaskContext context) {
        int points = EscapeTime.ROWS * escapeTime.columns();
        long unchecked = 0;
        for (int x = 0; x < re.length; x += escapeTime.columns()) {
            unchecked += (long) points * parameters.maxIterations();
            if (unchecked > ITERATIONS_PER_CHECK) {
                context.checkStopped();
                unchecked = 0;
            }
            escapeTime.follow(re, x, im, escapes);
        }
    }

    private void colour(int row) {
        int point = row * re.length;
        for (int x = 0; x < colours.length; x++) {
            colours[x] = parameters.palette().colour(escapes.smooth(point + x));
        }
    }
}
