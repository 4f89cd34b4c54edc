package io.gridmill.task.builtin.mandelbrot;

import io.gridmill.task.Aggregator;
import io.gridmill.task.Codec;
import io.gridmill.task.JobInput;
import io.gridmill.task.Parameters;
import io.gridmill.task.Picture;
import io.gridmill.task.Split;
import io.gridmill.task.TaskContext;
import io.gridmill.task.TaskResult;
import io.gridmill.task.TaskType;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** A picture of the Mandelbrot set, one task per tile. */
public final class MandelbrotType
        implements TaskType<MandelbrotParameters, TileArea, MandelbrotTile> {

    @Override
    public String name() {
        return "mandelbrot";
    }

    @Override
    public String summary() {
        return "Draws the Mandelbrot set as a PNG, tile by tile.";
    }

    @Override
    public MandelbrotParameters parameters(Parameters source) {
        return MandelbrotParameters.read(source);
    }

    @Override
    public Split<TileArea> split(MandelbrotParameters parameters, JobInput input) {
        long tiles = (long) parameters.tilesAcross() * parameters.tilesDown();
        return Split.indexed(tiles, parameters::tile);
    }

    @Override
    public MandelbrotTile run(MandelbrotParameters parameters, TileArea item, TaskContext context) {
        EscapeTime escapeTime = EscapeTime.best(parameters.maxIterations());
        return new TilePainter(parameters, item, escapeTime).paint(context);
    }

    @Override
    public Codec<MandelbrotTile> resultCodec() {
        return MandelbrotTileCodec.INSTANCE;
    }

    @Override
    public Aggregator<MandelbrotParameters> aggregator() {
        return new MandelbrotPicture();
    }

    @Override
    public String taskMediaType(MandelbrotParameters parameters) {
        return "image/png";
    }

    @Override
    public void present(MandelbrotParameters parameters, TaskResult result, OutputStream out)
            throws IOException {
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(result.data().open()))) {
            MandelbrotTile.read(in).writePng(out);
        }
    }

    @Override
    public Optional<Picture> picture(MandelbrotParameters parameters) {
        return Optional.of(
                new Picture(parameters.width(), parameters.height(), parameters.tileSize()));
    }
}
