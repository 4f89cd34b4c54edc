package io.gridmill.task.builtin.matrix;

import io.gridmill.task.TaskContext;
import io.gridmill.task.TaskFailure;
import java.io.IOException;

/** Where the elements of the two matrices come from. Small: it travels with each tile. */
sealed interface Factors permits GeneratedFactors, BinaryFactors, CsvFactors {

    /** Opens what the tile needs; the caller closes it. */
    FactorReader open(TileGrid grid, MatrixTile tile, TaskContext context)
            throws IOException, TaskFailure;
}
