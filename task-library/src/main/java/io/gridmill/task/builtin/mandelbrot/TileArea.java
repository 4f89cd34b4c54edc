package io.gridmill.task.builtin.mandelbrot;

/**
 * A rectangle of a picture, in pixels.
 *
 * @param x its first column, 0 at the left
 * @param y its first row, 0 at the top
 * @param width 1 or more
 * @param height 1 or more
 */
public record TileArea(int x, int y, int width, int height) {

    int pixels() {
        return width * height;
    }
}
