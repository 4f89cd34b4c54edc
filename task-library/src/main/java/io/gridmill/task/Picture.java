package io.gridmill.task;

/**
 * The picture that the tasks of a job paint: square tiles numbered row by row, task {@code n}
 * paints tile {@code n}; tiles of the last column and row may be smaller.
 *
 * @param width pixels
 * @param height pixels
 * @param tileSize pixels along a tile's edge
 */
public record Picture(int width, int height, int tileSize) {}
