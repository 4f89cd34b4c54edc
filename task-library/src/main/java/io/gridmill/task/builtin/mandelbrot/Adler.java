package io.gridmill.task.builtin.mandelbrot;

/** The Adler-32 checksum (RFC 1950) of bytes whose parts were summed apart. Not thread-safe. */
final class Adler {
    private static final int PRIME = 65_521;

    private long sum = 1;
    private long sumOfSums;

    void add(int value) {
        sum = (sum + (value & 0xff)) % PRIME;
        sumOfSums = (sumOfSums + sum) % PRIME;
    }

    /** Adds bytes by their own checksum and their number. */
    void add(int checksum, long length) {
        long otherSum = checksum & 0xffff;
        long otherSums = Integer.toUnsignedLong(checksum) >>> 16;
        // Their sums started from 1, here they start from ours.
        sumOfSums = (sumOfSums + otherSums + length % PRIME * (sum + PRIME - 1)) % PRIME;
        sum = (sum + otherSum + PRIME - 1) % PRIME;
    }

    int value() {
        return (int) (sumOfSums << 16 | sum);
    }
}
