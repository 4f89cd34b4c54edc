package io.gridmill.task.builtin.matrix;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A matrix as {@link BinaryLayout} describes it. */
record BinaryWriter(OutputStream out) implements ProductAnswer.RowSink {

    @Override
    public void begin(int rows, int columns) throws IOException {
        out.write(BinaryLayout.header(rows, columns).array());
    }

    @Override
    public void row(double[] values, int from, int count) throws IOException {
        TileResult.writeRow(values, from, count, new DataOutputStream(out));
    }
}
