package io.gridmill.task.builtin.matrix;

import io.gridmill.task.BadParametersException;
import io.gridmill.task.FieldError;
import java.util.List;

/** What is said of an input that is not two matrices which can be multiplied. */
final class BadMatrices {
    private static final String POINTER = "/input";

    private BadMatrices() {}

    /** The bytes are not in one of the formats. */
    static BadParametersException format(String message) {
        return new BadParametersException(
                List.of(new FieldError(POINTER, "format", "input: " + message)));
    }

    /** The matrices do not fit, each other or the limits. */
    static BadParametersException range(String message) {
        return new BadParametersException(
                List.of(new FieldError(POINTER, "range", "input: " + message)));
    }

    /** Checks one side of a given matrix. */
    static void checkSide(String matrix, long rows, long columns) {
        if (rows < 1 || rows > TileGrid.MOST || columns < 1 || columns > TileGrid.MOST) {
            throw range(
                    matrix
                            + " has "
                            + rows
                            + " rows and "
                            + columns
                            + " columns; both must be 1 to "
                            + TileGrid.MOST);
        }
    }

    /** Checks that A B exists. */
    static void checkInner(long leftRows, long leftColumns, long rightRows, long rightColumns) {
        if (leftColumns != rightRows) {
            throw range(
                    "A is %d x %d and B is %d x %d (rows x columns); A must have as many columns as B has rows"
                            .formatted(leftRows, leftColumns, rightRows, rightColumns));
        }
    }
}
