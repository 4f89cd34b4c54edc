package io.gridmill.task.builtin.mandelbrot;

import io.gridmill.task.Parameters;

/**
 * Which part of the Mandelbrot set is drawn, and how.
 *
 * @param width pixels, 1 to 32,768
 * @param height pixels, 1 to 32,768
 * @param maxIterations iterations after which a point counts as inside, 1 to 10,000,000
 * @param tileSize width and height of a tile in pixels, 16 to 1,024; tiles at the right and at the
 *     bottom may be smaller
 * @param centerX real part of the middle of the picture, -10 to 10
 * @param centerY imaginary part of the middle of the picture, up is positive, -10 to 10
 * @param zoom 0.01 to 1e13; the shorter side of the picture spans 3 / zoom
 * @param palette colours of the points outside
 */
public record MandelbrotParameters(
        int width,
        int height,
        int maxIterations,
        int tileSize,
        double centerX,
        double centerY,
        double zoom,
        Palette palette) {

    static MandelbrotParameters read(Parameters source) {
        MandelbrotParameters parameters =
                new MandelbrotParameters(
                        source.integer("width", 1024, 1, 32_768),
                        source.integer("height", 1024, 1, 32_768),
                        source.integer("maxIterations", 1000, 1, 10_000_000),
                        source.integer("tileSize", 128, 16, 1024),
                        source.decimal("centerX", -0.5, -10, 10),
                        source.decimal("centerY", 0, -10, 10),
                        source.decimal("zoom", 1, 0.01, 1e13),
                        Palette.named(source.choice("palette", "classic", Palette.NAMES)));
        source.done();
        return parameters;
    }

    /** Distance between the centres of neighbouring pixels in the complex plane. */
    double step() {
        return 3.0 / (zoom * Math.min(width, height));
    }

    /** Real part of the centre of the pixels of a column, 0 at the left. */
    double re(int column) {
        return Math.fma(column + 0.5 - width / 2.0, step(), centerX);
    }

    /** Imaginary part of the centre of the pixels of a row, 0 at the top. */
    double im(int row) {
        return Math.fma(height / 2.0 - row - 0.5, step(), centerY);
    }

    int tilesAcross() {
        return Math.ceilDiv(width, tileSize);
    }

    int tilesDown() {
        return Math.ceilDiv(height, tileSize);
    }

    /** Where a tile lies; tiles are numbered from 0 row by row, each row from the left. */
    TileArea tile(long number) {
        int x = (int) (number % tilesAcross()) * tileSize;
        int y = (int) (number / tilesAcross()) * tileSize;
        return new TileArea(x, y, Math.min(tileSize, width - x), Math.min(tileSize, height - y));
    }
}
