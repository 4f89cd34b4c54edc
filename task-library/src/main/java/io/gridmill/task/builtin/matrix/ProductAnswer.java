package io.gridmill.task.builtin.matrix;

import io.gridmill.task.Aggregator;
import io.gridmill.task.Source;
import io.gridmill.task.TaskResult;
import io.gridmill.task.Workspace;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * The answer of a product. A partial is the results of its tasks one after another; where only sums
 * are wanted they are some hundred bytes each.
 */
final class ProductAnswer implements Aggregator<MatrixMultiplyParameters> {
    private static final int BUFFER = 64 * 1024;

    @Override
    public String mediaType(MatrixMultiplyParameters parameters) {
        return parameters.output().mediaType();
    }

    /** A band of the product is written when the tiles after it come. */
    @Override
    public boolean ordered() {
        return true;
    }

    /** A product with a hole is none. */
    @Override
    public boolean bearsMissing(MatrixMultiplyParameters parameters) {
        return false;
    }

    @Override
    public void fold(
            MatrixMultiplyParameters parameters,
            List<TaskResult> results,
            Workspace work,
            OutputStream partial)
            throws IOException {
        for (TaskResult result : results) {
            copy(result.data(), partial);
        }
    }

    @Override
    public void combine(
            MatrixMultiplyParameters parameters,
            List<Source> partials,
            Workspace work,
            OutputStream partial)
            throws IOException {
        for (Source source : partials) {
            copy(source, partial);
        }
    }

    private static void copy(Source source, OutputStream to) throws IOException {
        try (InputStream in = source.open()) {
            in.transferTo(to);
        }
    }

    @Override
    public void finish(
            MatrixMultiplyParameters parameters,
            List<Source> partials,
            Workspace work,
            OutputStream answer)
            throws IOException {
        OutputStream buffered = new BufferedOutputStream(answer, BUFFER);
        TileSink sink =
                switch (parameters.output()) {
                    case SUMMARY -> new ProductSummary(buffered);
                    case CSV -> new ProductBands(new CsvWriter(buffered));
                    case BINARY -> new ProductBands(new BinaryWriter(buffered));
                };
        for (Source partial : partials) {
            try (InputStream opened = partial.open()) {
                // Looks one byte ahead for the end.
                BufferedInputStream in = new BufferedInputStream(opened, BUFFER);
                while (hasMore(in)) {
                    DataInputStream data = new DataInputStream(in);
                    sink.add(TileResult.TileHeader.read(data), data);
                }
            }
        }
        sink.end();
        buffered.flush();
    }

    private static boolean hasMore(InputStream in) throws IOException {
        in.mark(1);
        boolean more = in.read() >= 0;
        in.reset();
        return more;
    }

    /** Takes the tiles in their order. */
    interface TileSink {

        /** The next tile; reads its elements where it has some. */
        void add(TileResult.TileHeader tile, DataInputStream elements) throws IOException;

        /** No tile comes any more. */
        void end() throws IOException;
    }

    /** Takes the rows of the product in their order. */
    interface RowSink {

        /** The size of the product, before the first row. */
        void begin(int rows, int columns) throws IOException;

        /** The next row. */
        void row(double[] values, int from, int count) throws IOException;
    }
}
