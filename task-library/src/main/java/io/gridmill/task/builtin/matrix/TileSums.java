package io.gridmill.task.builtin.matrix;

import java.math.BigDecimal;

/**
 * What a tile adds to the sums over the product. The elements of the diagonal are added exactly. The
 * squares are added in floating point, always in the same order, and scaled so that none is lost or
 * too large.
 *
 * @param trace sum of the elements of the product's diagonal in the tile
 * @param squares sum of the squares of all elements
 */
record TileSums(BigDecimal trace, BigDecimal squares) {
    static final TileSums NONE = new TileSums(BigDecimal.ZERO, BigDecimal.ZERO);

    TileSums plus(TileSums other) {
        return new TileSums(trace.add(other.trace), squares.add(other.squares));
    }

    /** Sums over finite elements, row by row without gaps. */
    static TileSums of(MatrixTile tile, double[] elements) {
        int from = Math.max(tile.row(), tile.column());
        int to = Math.min(tile.row() + tile.rows(), tile.column() + tile.columns());
        BigDecimal trace = BigDecimal.ZERO;
        for (int i = from; i < to; i++) {
            int at = (i - tile.row()) * tile.columns() + i - tile.column();
            trace = trace.add(new BigDecimal(elements[at]));
        }
        return new TileSums(trace, squares(elements, tile.rows() * tile.columns()));
    }

    private static BigDecimal squares(double[] elements, int count) {
        double largest = 0;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, Math.abs(elements[i]));
        }
        if (largest == 0) {
            return BigDecimal.ZERO;
        }
        int exponent = Math.clamp(Math.getExponent(largest), Double.MIN_EXPONENT, 1022);
        double scale = Math.scalb(1.0, -exponent);
        double sum = 0;
        for (int i = 0; i < count; i++) {
            double scaled = elements[i] * scale;
            sum = Math.fma(scaled, scaled, sum);
        }
        BigDecimal back = new BigDecimal(Math.scalb(1.0, exponent));
        return new BigDecimal(sum).multiply(back).multiply(back);
    }
}
