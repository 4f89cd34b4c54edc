package io.gridmill.task.builtin.mandelbrot;

/**
 * The binary logarithm by table, good to 1e-7, with the same bits on every JVM: {@code Math.log}
 * may differ in the last bit from one JVM to the next, and {@code StrictMath.log} is slow.
 */
final class Log2 {
    private static final int BITS = 11;
    private static final double[] TABLE = table();

    private Log2() {}

    /** The logarithm of a finite number of 1 or more. */
    static double of(double value) {
        long bits = Double.doubleToRawLongBits(value);
        int exponent = Math.getExponent(value);
        long mantissa = bits & ((1L << 52) - 1);
        int index = (int) (mantissa >>> (52 - BITS));
        double rest = (mantissa & ((1L << (52 - BITS)) - 1)) * 0x1p-41;
        return exponent + Math.fma(TABLE[index + 1] - TABLE[index], rest, TABLE[index]);
    }

    private static double[] table() {
        double[] table = new double[(1 << BITS) + 1];
        for (int i = 0; i < table.length; i++) {
            table[i] = StrictMath.log(1 + i / (double) (1 << BITS)) / StrictMath.log(2);
        }
        return table;
    }
}
