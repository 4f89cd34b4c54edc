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

    /** Iterations between two looks at whether to stop: some milliseconds. */
    private static final long ITERATIONS_PER_CHECK = 2_000_000;

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
        EscapeTime escapeTime = new EscapeTime(parameters.maxIterations());
        int pixelsPerCheck = (int) Math.max(1, ITERATIONS_PER_CHECK / parameters.maxIterations());
        byte[] rgb = new byte[item.pixels() * 3];
        for (int pixel = 0; pixel < item.pixels(); pixel++) {
            if (pixel % pixelsPerCheck == 0) {
                context.checkStopped();
                context.progress((double) pixel / item.pixels());
            }
            double cx = parameters.re(item.x() + pixel % item.width());
            double cy = parameters.im(item.y() + pixel / item.width());
            int colour = parameters.palette().colour(escapeTime.count(cx, cy));
            rgb[pixel * 3] = (byte) (colour >> 16);
            rgb[pixel * 3 + 1] = (byte) (colour >> 8);
            rgb[pixel * 3 + 2] = (byte) colour;
        }
        return new MandelbrotTile(item, rgb);
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
