package io.gridmill.task.builtin.matrix;

import io.gridmill.task.Parameters;

/**
 * Which product is computed, and how.
 *
 * @param size rows and columns of the generated matrices, 1 to 32,768; not used where matrices are
 *     given as input
 * @param tileSize rows and columns of a tile of the product, 16 to 1,024; where matrices are given
 *     or the whole product is wanted, tiles have other sides too, to bound memory
 * @param seed of the generated matrices, 0 or more
 * @param output what the answer is
 */
public record MatrixMultiplyParameters(int size, int tileSize, long seed, MatrixOutput output) {

    static MatrixMultiplyParameters read(Parameters source) {
        MatrixMultiplyParameters parameters =
                new MatrixMultiplyParameters(
                        source.integer("size", 1024, 1, 32_768),
                        source.integer("tileSize", 512, 16, 1024),
                        source.number("seed", 1, 0, Long.MAX_VALUE),
                        MatrixOutput.named(source.choice("output", "summary", MatrixOutput.NAMES)));
        source.done();
        return parameters;
    }
}
