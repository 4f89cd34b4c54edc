package io.gridmill.task.builtin.mandelbrot;

import io.gridmill.task.Codec;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** Tiles as {@link MandelbrotTile} describes. */
enum MandelbrotTileCodec implements Codec<MandelbrotTile> {
    INSTANCE;

    @Override
    public void write(MandelbrotTile tile, DataOutputStream out) throws IOException {
        tile.write(out);
    }

    @Override
    public MandelbrotTile read(DataInputStream in) throws IOException {
        return MandelbrotTile.read(in);
    }
}
