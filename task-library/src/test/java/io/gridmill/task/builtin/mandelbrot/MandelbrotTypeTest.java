package io.gridmill.task.builtin.mandelbrot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridmill.task.JobInput;
import io.gridmill.task.LocalRun;
import io.gridmill.task.Source;
import io.gridmill.task.TaskResult;
import io.gridmill.task.TaskType;
import io.gridmill.task.TaskTypeContract;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
final class MandelbrotTypeTest
        extends TaskTypeContract<MandelbrotParameters, TileArea, MandelbrotTile> {

    @Override
    protected TaskType<MandelbrotParameters, TileArea, MandelbrotTile> type() {
        return new MandelbrotType();
    }

    @Override
    protected String sampleParameters() {
        return "{\"width\": 70, \"height\": 50, \"tileSize\": 16, \"maxIterations\": 100}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"width\": 90, \"height\": 61, \"tileSize\": 16, \"maxIterations\": 203}",
                "{\"width\": 64, \"height\": 64, \"tileSize\": 64, \"maxIterations\": 7,"
                        + " \"palette\": \"fire\"}",
                "{\"width\": 40, \"height\": 80, \"zoom\": 5000, \"maxIterations\": 3000,"
                        + " \"centerX\": -0.74364, \"centerY\": 0.13183, \"palette\": \"ocean\"}",
                "{\"width\": 33, \"height\": 17, \"zoom\": 0.01, \"palette\": \"gray\"}"
            })
    void picturesAreThoseOfTheDefinition(String parameters) throws Exception {
        LocalRun<MandelbrotParameters, TileArea, MandelbrotTile> run = job(parameters);
        MandelbrotParameters p = run.parameters();
        BufferedImage picture = image(run.answer());
        assertEquals(p.width(), picture.getWidth());
        assertEquals(p.height(), picture.getHeight());
        for (int y = 0; y < p.height(); y++) {
            for (int x = 0; x < p.width(); x++) {
                double count = EscapeTimeTest.definition(p.re(x), p.im(y), p.maxIterations());
                int expected = p.palette().colour(count);
                assertEquals(expected, picture.getRGB(x, y) & 0xffffff, x + "," + y);
            }
        }
    }

    @Test
    void tilesArePicturesOfTheirOwn() throws Exception {
        LocalRun<MandelbrotParameters, TileArea, MandelbrotTile> run = job(sampleParameters());
        BufferedImage whole = image(run.answer());
        for (TaskResult result : run.results()) {
            MandelbrotTile tile = MandelbrotTile.decode(result.data().open().readAllBytes());
            assertEquals(run.parameters().tile(result.task()).x(), tile.x());
            assertEquals(run.parameters().tile(result.task()).y(), tile.y());
            BufferedImage picture = image(tile.toPng());
            for (int y = 0; y < tile.height(); y++) {
                for (int x = 0; x < tile.width(); x++) {
                    assertEquals(whole.getRGB(tile.x() + x, tile.y() + y), picture.getRGB(x, y));
                }
            }
            ByteArrayOutputStream shown = new ByteArrayOutputStream();
            type().present(run.parameters(), result, shown);
            assertArrayEquals(tile.toPng(), shown.toByteArray());
        }
    }

    @Test
    void missingTileIsBlack() throws Exception {
        LocalRun<MandelbrotParameters, TileArea, MandelbrotTile> run = job(sampleParameters());
        List<TaskResult> results = run.results();
        BufferedImage whole = image(run.finish(run.fold(results, 4)));
        results.removeFirst();
        BufferedImage picture = image(run.finish(run.fold(results, 4)));
        assertEquals(0xff000000, picture.getRGB(3, 3));
        assertEquals(whole.getRGB(20, 3), picture.getRGB(20, 3));
        assertEquals(whole.getRGB(3, 20), picture.getRGB(3, 20));
    }

    @Test
    void damagedTileIsRefused() throws Exception {
        LocalRun<MandelbrotParameters, TileArea, MandelbrotTile> run = job(sampleParameters());
        byte[] tile = run.results().getFirst().data().open().readAllBytes();
        byte[] cut = Arrays.copyOf(tile, tile.length / 2);
        assertThrows(IOException.class, () -> MandelbrotTile.decode(cut));
        List<Source> partials = run.fold(List.of(new TaskResult(0, Source.of(cut))), 1);
        assertThrows(IOException.class, () -> run.finish(partials));
    }

    @Test
    void resultsAreCompressed() throws Exception {
        LocalRun<MandelbrotParameters, TileArea, MandelbrotTile> run = job("{\"width\": 256}");
        long bytes = run.results().stream().mapToLong(result -> result.data().size()).sum();
        assertTrue(bytes < 256 * 1024 * 3 / 4, bytes + " bytes");
    }

    private LocalRun<MandelbrotParameters, TileArea, MandelbrotTile> job(String parameters)
            throws IOException {
        return LocalRun.of(type(), parameters, JobInput.none());
    }

    private static BufferedImage image(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }
}
