package io.gridmill.task.builtin.csv;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of which percentiles are asked: all of them up to {@link #MOST_EXACT}, from there on
 * their histogram. Which of the two depends on their number alone, so the same numbers give the
 * same percentiles in whatever order and grouping they come.
 */
final class PercentileValues {
    /** So many numbers are kept as they are. */
    static final int MOST_EXACT = 100_000;

    private static final double[] NONE = {};

    /** With so many decimals or more, numbers travel as their bits. */
    private static final int MANY_DECIMALS = 7;

    private long count;
    private double[] exact = NONE;
    private @Nullable LogHistogram histogram;
    private double least = Double.POSITIVE_INFINITY;
    private double greatest = Double.NEGATIVE_INFINITY;

    /** Adds a finite number. */
    void add(double value) {
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
        LogHistogram sketch = histogram;
        if (sketch != null) {
            sketch.add(LogHistogram.bucket(value), 1);
            count++;
        } else if (count == MOST_EXACT) {
            sketch().add(LogHistogram.bucket(value), 1);
            count++;
        } else {
            if (count == exact.length) {
                exact = Arrays.copyOf(exact, Math.clamp(2L * count, 4, MOST_EXACT));
            }
            exact[(int) count++] = value;
        }
    }

    boolean isExact() {
        return histogram == null;
    }

    /** Bytes of memory it takes, about. */
    long memory() {
        LogHistogram sketch = histogram;
        return sketch == null ? (long) exact.length * Double.BYTES : sketch.memory();
    }

    /**
     * The number of rank {@code ceil(percent / 100 * n)} of n (nearest rank); where it comes from
     * the histogram, its relative error is at most {@link LogHistogram#ERROR}.
     *
     * @param percent 1 to 99
     */
    double percentile(int percent) {
        long rank = Math.ceilDiv(Math.multiplyExact(count, (long) percent), 100L);
        LogHistogram sketch = histogram;
        if (sketch == null) {
            Arrays.sort(exact, 0, (int) count);
            return exact[(int) rank - 1];
        }
        return Math.clamp(LogHistogram.middle(sketch.bucketOf(rank)), least, greatest);
    }

    void write(RunOutput out) throws IOException {
        out.number(count);
        LogHistogram sketch = histogram;
        if (sketch == null) {
            writeExact(out);
        } else {
            out.signed(orderedBits(least));
            out.signed(orderedBits(greatest));
            sketch.write(out);
        }
    }

    /** Adds what {@link #write} wrote. */
    void absorb(RunInput in) throws IOException {
        long more = in.number(Long.MAX_VALUE);
        if (more <= MOST_EXACT) {
            absorbExact(in, (int) more);
        } else {
            LogHistogram sketch = sketch();
            least = Math.min(least, fromOrderedBits(in.signed()));
            greatest = Math.max(greatest, fromOrderedBits(in.signed()));
            sketch.absorb(in);
            count += more;
        }
    }

    /** Differences of sorted numbers: of the numbers as whole ones where they have few decimals. */
    private void writeExact(RunOutput out) throws IOException {
        Arrays.sort(exact, 0, (int) count);
        int decimals = decimals();
        out.number(decimals);
        long before = 0;
        for (int i = 0; i < count; i++) {
            long key = key(exact[i], decimals);
            out.signed(key - before);
            before = key;
        }
    }

    private void absorbExact(RunInput in, int more) throws IOException {
        int decimals = (int) in.number(DecimalCell.POWERS.length);
        long key = 0;
        for (int i = 0; i < more; i++) {
            key += in.signed();
            add(
                    decimals == MANY_DECIMALS
                            ? fromOrderedBits(key)
                            : key / DecimalCell.POWERS[decimals]);
        }
    }

    /** Decimals with which all numbers are whole ones that a double holds exactly. */
    private int decimals() {
        int decimals = 0;
        for (int i = 0; i < count; i++) {
            while (decimals < MANY_DECIMALS && !isWhole(exact[i], decimals)) {
                decimals++;
            }
        }
        return decimals;
    }

    private static boolean isWhole(double value, int decimals) {
        double power = DecimalCell.POWERS[decimals];
        double whole = Math.rint(value * power);
        return Math.abs(whole) <= DecimalCell.EXACT_WHOLE && whole / power == value;
    }

    private static long key(double value, int decimals) {
        return decimals == MANY_DECIMALS
                ? orderedBits(value)
                : (long) Math.rint(value * DecimalCell.POWERS[decimals]);
    }

    private LogHistogram sketch() {
        LogHistogram sketch = histogram;
        if (sketch == null) {
            sketch = new LogHistogram();
            for (int i = 0; i < count; i++) {
                sketch.add(LogHistogram.bucket(exact[i]), 1);
            }
            exact = NONE;
            histogram = sketch;
        }
        return sketch;
    }

    /** A number of 64 bits in the order of the doubles. */
    private static long orderedBits(double value) {
        long bits = Double.doubleToRawLongBits(value);
        return bits ^ ((bits >> 63) & Long.MAX_VALUE);
    }

    private static double fromOrderedBits(long ordered) {
        return Double.longBitsToDouble(ordered ^ ((ordered >> 63) & Long.MAX_VALUE));
    }
}
