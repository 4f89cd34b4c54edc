package io.gridmill.task.builtin.matrix;

/**
 * A part of the product.
 *
 * @param row its first row, from 0
 * @param column its first column, from 0
 * @param rows 1 or more
 * @param columns 1 or more
 */
public record MatrixTile(int row, int column, int rows, int columns) {}
