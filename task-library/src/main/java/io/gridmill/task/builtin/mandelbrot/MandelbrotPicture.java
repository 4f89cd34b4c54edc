package io.gridmill.task.builtin.mandelbrot;

import io.gridmill.task.Aggregator;
import io.gridmill.task.Source;
import io.gridmill.task.TaskResult;
import io.gridmill.task.Workspace;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts the tiles together in bands: one row of tiles is in memory at a time, never the picture. A
 * partial is the tiles of its tasks, each after its length in 4 bytes. A tile that is missing (its
 * task failed and the job went on) stays black.
 */
final class MandelbrotPicture implements Aggregator<MandelbrotParameters> {

    @Override
    public String mediaType(MandelbrotParameters parameters) {
        return "image/png";
    }

    /** A band is written when the tiles after it come. */
    @Override
    public boolean ordered() {
        return true;
    }

    @Override
    public void fold(
            MandelbrotParameters parameters,
            List<TaskResult> results,
            Workspace work,
            OutputStream partial)
            throws IOException {
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(partial));
        for (TaskResult result : results) {
            out.writeInt(Math.toIntExact(result.data().size()));
            try (InputStream tile = result.data().open()) {
                tile.transferTo(out);
            }
        }
        out.flush();
    }

    @Override
    public void combine(
            MandelbrotParameters parameters,
            List<Source> partials,
            Workspace work,
            OutputStream partial)
            throws IOException {
        for (Source source : partials) {
            try (InputStream in = source.open()) {
                in.transferTo(partial);
            }
        }
    }

    @Override
    public void finish(
            MandelbrotParameters parameters,
            List<Source> partials,
            Workspace work,
            OutputStream answer)
            throws IOException {
        OutputStream buffered = new BufferedOutputStream(answer, 64 * 1024);
        try (PngWriter png = new PngWriter(buffered, parameters.width(), parameters.height())) {
            Band band = new Band(parameters, png);
            for (Source partial : partials) {
                addTiles(partial, band);
            }
            band.writeUpTo(parameters.height());
        }
        buffered.flush();
    }

    private static void addTiles(Source partial, Band band) throws IOException {
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(partial.open(), 64 * 1024))) {
            long left = partial.size();
            while (left > 0) {
                int length = in.readInt();
                byte[] tile = in.readNBytes(length);
                if (tile.length < length) {
                    throw new EOFException("A tile is cut after " + tile.length + " bytes");
                }
                band.add(MandelbrotTile.decode(tile));
                left -= 4 + length;
            }
        }
    }

    /** One row of tiles. */
    private static final class Band {
        private final MandelbrotParameters parameters;
        private final PngWriter png;
        private final List<MandelbrotTile> tiles = new ArrayList<>();
        private int top;

        Band(MandelbrotParameters parameters, PngWriter png) {
            this.parameters = parameters;
            this.png = png;
        }

        void add(MandelbrotTile tile) throws IOException {
            int column = tile.x() / parameters.tileSize();
            if (tile.y() < top
                    || !new TileArea(tile.x(), tile.y(), tile.width(), tile.height())
                            .equals(area(column, tile.y()))) {
                throw new IOException("A tile of row " + tile.y() + " comes at row " + top);
            }
            writeUpTo(tile.y());
            fillUpTo(column);
            tiles.add(tile);
        }

        /** Writes bands until {@code top} is the given row. */
        void writeUpTo(int row) throws IOException {
            while (top < row) {
                fillUpTo(parameters.tilesAcross());
                png.writeTiles(tiles);
                top += tiles.getFirst().height();
                tiles.clear();
            }
        }

        /** What is missing is black. */
        private void fillUpTo(int column) {
            while (tiles.size() < column) {
                tiles.add(TileEncoder.plain(area(tiles.size(), top), 0));
            }
        }

        private TileArea area(int column, int y) {
            long row = y / parameters.tileSize();
            return parameters.tile(row * parameters.tilesAcross() + column);
        }
    }
}
