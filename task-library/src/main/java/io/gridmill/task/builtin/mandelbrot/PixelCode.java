package io.gridmill.task.builtin.mandelbrot;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * One fixed Huffman code for the differences between neighbouring pixels of smooth pictures, as a
 * dynamic block of deflate (RFC 1951) carries it. As it is the same for all, rows of tiles that were
 * encoded on different nodes can be put side by side bit by bit, without being encoded again.
 *
 * <p>Symbols are the differences (a byte each, modulo 256), the lengths of repeats of the pixel
 * before, and the end of the block. Repeats have one distance, a pixel of three bytes.
 */
final class PixelCode {
    /** Most pixels of one repeat: the longest match of deflate is 258 bytes. */
    static final int MOST_PIXELS = 86;

    private static final int END = 256;
    private static final int SYMBOLS = 286;

    /** Deflate's base lengths and extra bits of the length symbols, from 257. */
    private static final int[] BASE = {
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115,
        131, 163, 195, 227, 258
    };

    private static final int[] EXTRA = {
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0
    };

    /** In the order in which a block names the lengths of the code that encodes its code. */
    private static final int[] ORDER = {
        16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
    };

    /** The weight of what hardly comes about; large enough that no code is longer than 15 bits. */
    private static final long RARE = 60;

    private static final int[] LENGTHS = huffman(weights());
    private static final int[] CODES = canonical(LENGTHS);

    /** Of a repeat of n pixels: the bits with its distance, and their number. */
    private static final int[] REPEAT = new int[MOST_PIXELS + 1];

    private static final int[] REPEAT_BITS = new int[MOST_PIXELS + 1];

    static {
        for (int pixels = 1; pixels <= MOST_PIXELS; pixels++) {
            int found = Arrays.binarySearch(BASE, 3 * pixels);
            int index = found >= 0 ? found : -found - 2;
            int symbol = END + 1 + index;
            int bits = CODES[symbol] | (3 * pixels - BASE[index]) << LENGTHS[symbol];
            // The only distance has a code of one bit, 0.
            REPEAT[pixels] = bits;
            REPEAT_BITS[pixels] = LENGTHS[symbol] + EXTRA[index] + 1;
        }
    }

    private PixelCode() {}

    /** Begins a block that is the last one of its stream. */
    static void begin(BitString out) {
        out.append(1, 1); // last block
        out.append(2, 2); // its code follows
        out.append(SYMBOLS - 257, 5);
        out.append(3 - 1, 5); // distances 1 to 3
        out.append(ORDER.length - 4, 4);
        // The lengths 0 to 15 are themselves encoded in four bits each: not short, but simple.
        for (int symbol : ORDER) {
            out.append(symbol < 16 ? 4 : 0, 3);
        }
        for (int symbol = 0; symbol < SYMBOLS; symbol++) {
            out.append(reversed(LENGTHS[symbol], 4), 4);
        }
        for (int length : new int[] {0, 0, 1}) {
            out.append(reversed(length, 4), 4);
        }
    }

    static void end(BitString out) {
        out.append(CODES[END], LENGTHS[END]);
    }

    /** One byte: a difference, or the type of a row's filter. */
    static void literal(int value, BitString out) {
        out.append(CODES[value & 0xff], LENGTHS[value & 0xff]);
    }

    /** The differences of a pixel, as 0xRRGGBB. */
    static void pixel(int differences, BitString out) {
        int red = differences >> 16;
        int green = (differences >> 8) & 0xff;
        int blue = differences & 0xff;
        int toGreen = LENGTHS[red];
        int toBlue = toGreen + LENGTHS[green];
        long bits = CODES[red] | (long) CODES[green] << toGreen | (long) CODES[blue] << toBlue;
        out.append(bits, toBlue + LENGTHS[blue]);
    }

    /** The same differences as those of the pixel before, 1 to {@link #MOST_PIXELS} times. */
    static void repeat(int pixels, BitString out) {
        out.append(REPEAT[pixels], REPEAT_BITS[pixels]);
    }

    /** How often symbols come about, from some pictures, smoothed. */
    private static long[] weights() {
        long[] weights = new long[SYMBOLS];
        for (int value = 0; value < END; value++) {
            int size = Math.abs((byte) value);
            weights[value] = 400_000L / (4 + size * size) + RARE;
        }
        weights[END] = RARE;
        for (int index = 0; index < BASE.length; index++) {
            weights[END + 1 + index] = BASE[index] % 3 == 0 || EXTRA[index] > 0 ? 3_000 : RARE;
        }
        weights[END + 1] = 30_000; // one pixel
        weights[END + 1 + 3] = 10_000; // two
        weights[SYMBOLS - 1] = 10_000; // as many as can be
        return weights;
    }

    private record Node(long weight, int number) {}

    /** Lengths of a Huffman code; ties go by number, so they are the same everywhere. */
    private static int[] huffman(long[] weights) {
        PriorityQueue<Node> open =
                new PriorityQueue<>(
                        Comparator.comparingLong(Node::weight).thenComparingInt(Node::number));
        for (int symbol = 0; symbol < weights.length; symbol++) {
            open.add(new Node(weights[symbol], symbol));
        }
        int[] parents = new int[2 * weights.length - 1];
        int root = parents.length - 1;
        for (int number = weights.length; number <= root; number++) {
            Node first = open.remove();
            Node second = open.remove();
            parents[first.number] = number;
            parents[second.number] = number;
            open.add(new Node(first.weight + second.weight, number));
        }
        int[] depths = new int[parents.length];
        for (int number = root - 1; number >= 0; number--) {
            depths[number] = depths[parents[number]] + 1;
        }
        int[] lengths = Arrays.copyOf(depths, weights.length);
        if (Arrays.stream(lengths).max().orElseThrow() > 15) {
            throw new IllegalStateException("A code is longer than deflate allows");
        }
        return lengths;
    }

    /** The codes that RFC 1951 derives from lengths, with the bit that goes first lowest. */
    private static int[] canonical(int[] lengths) {
        int[] codes = new int[lengths.length];
        int code = 0;
        for (int length = 1; length <= 15; length++) {
            code <<= 1;
            for (int symbol = 0; symbol < lengths.length; symbol++) {
                if (lengths[symbol] == length) {
                    codes[symbol] = reversed(code++, length);
                }
            }
        }
        return codes;
    }

    private static int reversed(int code, int length) {
        return Integer.reverse(code) >>> (Integer.SIZE - length);
    }
}
