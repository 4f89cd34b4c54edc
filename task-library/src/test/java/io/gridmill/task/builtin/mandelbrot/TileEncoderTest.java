package io.gridmill.task.builtin.mandelbrot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tiles that were encoded apart make one PNG that other software reads (with its checksums). */
@NullMarked
final class TileEncoderTest {

    @ParameterizedTest
    @CsvSource({"1,1", "2,3", "3,1", "16,16", "87,2", "88,2", "89,2", "174,2", "700,5", "1024,3"})
    void noiseAndRepeatsSurvive(int width, int height) throws IOException {
        Random random = new Random(width);
        int[][] colours = colours(width, height, random);
        MandelbrotTile tile = encoded(colours, 0, width, 0);
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(tile.toPng()));
        byte[] rgb = tile.rgb();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                assertEquals(colours[y][x], picture.getRGB(x, y) & 0xffffff, x + "," + y);
                int at = 3 * (y * width + x);
                int found =
                        (rgb[at] & 0xff) << 16 | (rgb[at + 1] & 0xff) << 8 | (rgb[at + 2] & 0xff);
                assertEquals(colours[y][x], found, x + "," + y);
            }
        }
    }

    @Test
    void tilesSideBySideAreOnePicture() throws IOException {
        Random random = new Random(2);
        int[][] colours = colours(400, 50, random);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PngWriter png = new PngWriter(bytes, 400, 50)) {
            for (int[] rows : new int[][] {{0, 20}, {20, 45}, {45, 50}}) {
                List<MandelbrotTile> tiles = new ArrayList<>();
                int[][] band = Arrays.copyOfRange(colours, rows[0], rows[1]);
                for (int[] part : new int[][] {{0, 1}, {1, 3}, {3, 131}, {131, 399}, {399, 400}}) {
                    tiles.add(encoded(band, part[0], part[1], rows[0]));
                }
                png.writeTiles(tiles);
            }
        }
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
        for (int y = 0; y < 50; y++) {
            for (int x = 0; x < 400; x++) {
                assertEquals(colours[y][x], picture.getRGB(x, y) & 0xffffff, x + "," + y);
            }
        }
    }

    @Test
    void tilesThatDoNotFillTheRowAreRefused() throws IOException {
        int[][] colours = colours(10, 4, new Random(1));
        try (PngWriter png = new PngWriter(new ByteArrayOutputStream(), 11, 4)) {
            List<MandelbrotTile> tiles = List.of(encoded(colours, 0, 10, 0));
            assertThrows(IllegalStateException.class, () -> png.writeTiles(tiles));
        }
    }

    @Test
    void damagedPixelsAreRefused() {
        MandelbrotTile tile = encoded(colours(64, 4, new Random(1)), 0, 64, 0);
        EncodedRows pixels = tile.pixels();
        int[] sizes = pixels.sizes().clone();
        sizes[1] -= 8;
        EncodedRows cut =
                new EncodedRows(
                        pixels.first(), pixels.last(), pixels.checksums(), sizes, pixels.bits());
        MandelbrotTile damaged = new MandelbrotTile(new TileArea(0, 0, 64, 4), cut);
        assertThrows(IOException.class, damaged::rgb);
    }

    /** Rows of noise, of gradients, of one colour, and of all three. */
    private static int[][] colours(int width, int height, Random random) {
        int[][] colours = new int[height][width];
        for (int y = 0; y < height; y++) {
            int step = random.nextInt();
            for (int x = 0; x < width; x++) {
                int kind = y % 4 == 3 ? x / 100 % 3 : y % 4;
                int before = x == 0 ? 0x123456 : colours[y][x - 1];
                colours[y][x] =
                        switch (kind) {
                            case 0 -> before;
                            case 1 -> (before + step) & 0xffffff;
                            default -> random.nextInt() & 0xffffff;
                        };
            }
        }
        return colours;
    }

    private static MandelbrotTile encoded(int[][] colours, int from, int to, int top) {
        TileArea area = new TileArea(from, top, to - from, colours.length);
        TileEncoder encoder = new TileEncoder(area);
        for (int[] row : colours) {
            encoder.add(Arrays.copyOfRange(row, from, to));
        }
        return encoder.tile();
    }
}
