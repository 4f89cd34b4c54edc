package io.gridmill.task.builtin.matrix;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A line a row; each value in the fewest digits that give the same double again. */
record CsvWriter(OutputStream out) implements ProductAnswer.RowSink {

    @Override
    public void begin(int rows, int columns) {}

    @Override
    public void row(double[] values, int from, int count) throws IOException {
        StringBuilder line = new StringBuilder(count * 20);
        for (int i = from; i < from + count; i++) {
            line.append(values[i]).append(i + 1 < from + count ? ',' : '\n');
        }
        out.write(line.toString().getBytes(StandardCharsets.US_ASCII));
    }
}
