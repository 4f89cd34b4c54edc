package io.gridmill.task.builtin.matrix;

import io.gridmill.task.Aggregator;
import io.gridmill.task.Codec;
import io.gridmill.task.InputRule;
import io.gridmill.task.JobInput;
import io.gridmill.task.Parameters;
import io.gridmill.task.Split;
import io.gridmill.task.TaskContext;
import io.gridmill.task.TaskFailure;
import io.gridmill.task.TaskType;
import java.io.IOException;

/**
 * The product of two dense matrices of doubles, one task per tile. Each element is one chain of
 * fused multiply-adds over the inner index from 0 up, so that the bits of the product depend neither
 * on the tiles nor on the node.
 */
public final class MatrixMultiplyType
        implements TaskType<MatrixMultiplyParameters, TileItem, TileResult> {

    @Override
    public String name() {
        return "matrix-multiply";
    }

    @Override
    public String summary() {
        return "Multiplies two matrices, generated from a seed or given as CSV or binary, tile by"
                + " tile.";
    }

    @Override
    public InputRule inputRule() {
        return InputRule.OPTIONAL;
    }

    @Override
    public MatrixMultiplyParameters parameters(Parameters source) {
        return MatrixMultiplyParameters.read(source);
    }

    @Override
    public Split<TileItem> split(MatrixMultiplyParameters parameters, JobInput input)
            throws IOException {
        int size = parameters.size();
        int tileSize = parameters.tileSize();
        if (input.present()) {
            return GivenMatrices.of(input).split(tileSize);
        }
        TileGrid grid =
                parameters.output() == MatrixOutput.SUMMARY
                        ? TileGrid.square(size, tileSize)
                        : TileGrid.banded(size, tileSize);
        Factors factors = new GeneratedFactors(parameters.seed());
        return Split.indexed(
                grid.tiles(), number -> new TileItem(grid, grid.tile(number), factors));
    }

    @Override
    public TileResult run(MatrixMultiplyParameters parameters, TileItem item, TaskContext context)
            throws IOException, TaskFailure {
        MatrixTile tile = item.tile();
        double[] elements;
        try (FactorReader factors = item.factors().open(item.grid(), tile, context)) {
            elements =
                    new TileProduct(item.grid(), tile, factors, PanelKernel.best())
                            .compute(context);
        }
        checkFinite(tile, elements);
        TileSums sums = TileSums.of(tile, elements);
        boolean wanted = parameters.output() != MatrixOutput.SUMMARY;
        return new TileResult(item.grid(), tile, sums, wanted ? elements : new double[0]);
    }

    private static void checkFinite(MatrixTile tile, double[] elements) throws TaskFailure {
        for (int i = 0; i < elements.length; i++) {
            if (!Double.isFinite(elements[i])) {
                throw TaskFailure.giveUp(
                        "matrix-overflow",
                        "Row "
                                + (tile.row() + i / tile.columns() + 1)
                                + ", column "
                                + (tile.column() + i % tile.columns() + 1)
                                + " of the product is beyond the largest double, 1.8e308; scale the"
                                + " matrices down");
            }
        }
    }

    @Override
    public Codec<TileResult> resultCodec() {
        return TileResult.CODEC;
    }

    @Override
    public Aggregator<MatrixMultiplyParameters> aggregator() {
        return new ProductAnswer();
    }
}
