package io.gridmill.task.builtin.mandelbrot;

/**
 * How points escaped.
 *
 * @param steps of each point, 1 or more; {@link EscapeTime#INSIDE} where it stayed bounded
 * @param squared |z|² after them; without meaning where it stayed bounded
 */
@SuppressWarnings("ArrayRecordComponent") // a buffer, never compared
record Escapes(double[] steps, double[] squared) {

    static Escapes of(int points) {
        return new Escapes(new double[points], new double[points]);
    }

    /**
     * The count of a point as a smooth function of where it lies; {@link EscapeTime#INSIDE} where it
     * stayed bounded.
     */
    double smooth(int point) {
        double n = steps[point];
        // log2 |z| is 8 at the bail-out and 16 one step later.
        return n == EscapeTime.INSIDE ? n : n + 1 - Log2.of(Log2.of(squared[point]) / 16);
    }
}
