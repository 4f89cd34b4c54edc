package io.gridmill.task.builtin.matrix;

/**
 * What one task computes.
 *
 * @param grid the division that the tile belongs to
 * @param tile the tile
 * @param factors where the elements of A and B come from
 */
record TileItem(TileGrid grid, MatrixTile tile, Factors factors) {}
