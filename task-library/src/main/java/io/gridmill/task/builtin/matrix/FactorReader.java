package io.gridmill.task.builtin.matrix;

import io.gridmill.task.TaskFailure;
import java.io.Closeable;
import java.io.IOException;

/**
 * The elements that one tile needs: its rows of A, and its columns of B. All elements are finite.
 * Not thread-safe.
 */
interface FactorReader extends Closeable {

    /**
     * A part of a row of A.
     *
     * @param row of the tile, from 0
     * @param from first column
     * @param count number of columns
     * @param to where they go, from 0
     */
    void left(int row, int from, int count, double[] to) throws IOException, TaskFailure;

    /**
     * The tile's columns of the next row of B; called once for each row in turn.
     *
     * @param to where they go, from 0
     */
    void right(double[] to) throws IOException, TaskFailure;

    @Override
    void close() throws IOException;
}
