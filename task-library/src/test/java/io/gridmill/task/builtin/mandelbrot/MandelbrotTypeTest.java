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
import java.util.Random;
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
                double count = definition(p.re(x), p.im(y), p.maxIterations());
                int expected = p.palette().colour(count);
                assertEquals(expected, picture.getRGB(x, y) & 0xffffff, x + "," + y);
            }
        }
    }

    @Test
    void countsAreThoseOfTheDefinition() {
        Random random = new Random(3);
        EscapeTime escapeTime = new EscapeTime(500);
        for (int i = 0; i < 20_000; i++) {
            double cx = random.nextDouble() * 4 - 2.5;
            double cy = random.nextDouble() * 3 - 1.5;
            assertEquals(definition(cx, cy, 500), escapeTime.count(cx, cy), cx + " " + cy);
        }
    }

    @Test
    void countIsSmooth() {
        EscapeTime escapeTime = new EscapeTime(10_000);
        double before = escapeTime.count(0.6, 0.4);
        for (int i = 1; i < 10_000; i++) {
            double next = escapeTime.count(0.6 + i * 1e-4, 0.4);
            assertEquals(before, next, 0.005);
            before = next;
        }
        assertTrue(before < escapeTime.count(0.6, 0.4) - 2);
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

    /** The definition, step by step, without any of the short cuts. */
    private static double definition(double cx, double cy, int maxIterations) {
        double x = 0;
        double y = 0;
        for (int n = 1; n <= maxIterations; n++) {
            double nextX = Math.fma(x, x, Math.fma(-y, y, cx));
            y = Math.fma(x + x, y, cy);
            x = nextX;
            double squared = Math.fma(x, x, y * y);
            if (squared > 65536) {
                return n + 1 - Log2.of(Log2.of(squared) / 16);
            }
        }
        return -1;
    }

    private LocalRun<MandelbrotParameters, TileArea, MandelbrotTile> job(String parameters)
            throws IOException {
        return LocalRun.of(type(), parameters, JobInput.none());
    }

    private static BufferedImage image(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }
}
