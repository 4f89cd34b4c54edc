package io.gridmill.task.builtin.mandelbrot;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Colours of the points outside the set, a cycle that repeats without a seam. Inside is black. */
public enum Palette {
    /** Deep blue over white to orange. */
    CLASSIC(
            0x000764, 0x0a3a9e, 0x206bcb, 0x8fc7f2, 0xedffff, 0xffd257, 0xffaa00, 0x8a3d00,
            0x000200),
    /** Black over red and yellow to white. */
    FIRE(0x100000, 0x5c0000, 0xc01400, 0xff6a00, 0xffc830, 0xfffbd0, 0xff9a1f, 0x7a1000),
    /** Night blue over turquoise to foam. */
    OCEAN(0x01061f, 0x02275c, 0x04659b, 0x12a5b8, 0x7fe3d4, 0xf2fffb, 0x4fb6cf, 0x0a4a86),
    /** Dark to light and back. */
    GRAY(0x101010, 0x808080, 0xf8f8f8, 0x808080);

    /** The names as they stand in parameters. */
    static final List<String> NAMES =
            Arrays.stream(values()).map(p -> p.name().toLowerCase(Locale.ROOT)).toList();

    private static final int SIZE = 4096;

    /** Square root of the count of steps in one cycle: bands get wider where counts grow faster. */
    private static final double CYCLE = 7;

    /** The square root of the counts far from the set, where the cycle begins. */
    private static final double START = 1.2;

    @SuppressWarnings("ImmutableEnumChecker") // filled once, never handed out
    private final int[] colours;

    Palette(int... stops) {
        colours = new int[SIZE];
        for (int i = 0; i < SIZE; i++) {
            double position = i * (double) stops.length / SIZE;
            int stop = (int) position;
            int from = stops[stop];
            int to = stops[(stop + 1) % stops.length];
            double t = position - stop;
            // Smoothstep, so that the gradient has no visible edges at its stops.
            colours[i] = mix(from, to, t * t * (3 - 2 * t));
        }
    }

    static Palette named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** The colour 0xRRGGBB of a smooth count of {@link EscapeTime}. */
    int colour(double count) {
        if (count == EscapeTime.INSIDE) {
            return 0;
        }
        double cycles = (Math.sqrt(Math.max(0, count)) - START) / CYCLE;
        return colours[(int) ((cycles - Math.floor(cycles)) * SIZE) & (SIZE - 1)];
    }

    private static int mix(int from, int to, double share) {
        int colour = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int a = (from >> shift) & 0xff;
            int b = (to >> shift) & 0xff;
            colour |= (int) (a + (b - a) * share + 0.5) << shift;
        }
        return colour;
    }
}
