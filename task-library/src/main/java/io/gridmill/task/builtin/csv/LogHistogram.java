package io.gridmill.task.builtin.csv;

import java.io.IOException;
import java.util.Arrays;

/**
 * Counts of numbers by buckets whose width grows with the number: each power of two is divided into
 * 512 equal parts, so the middle of a bucket differs from every number in it by at most 1/1024 of
 * that number ({@link #ERROR} says so, with room for rounding). What a set of numbers gives does
 * not depend on order or grouping, as buckets are fixed and counts are added.
 *
 * <p>The mapping with linear parts is that of HdrHistogram (G. Tene); the use as a mergeable sketch
 * of fixed relative error that of DDSketch (C. Masson, J. E. Rim, H. K. Lee, PVLDB 12(12), 2019,
 * sections 2.1 and 2.2). Subnormal numbers, below 2.3e-308, have the absolute error 2.2e-311.
 */
final class LogHistogram {
    /** Greatest relative error of {@link #middle}. */
    static final double ERROR = 0.001;

    private static final int PART_BITS = 9;
    private static final int SHIFT = 52 - PART_BITS;
    private static final int FIRST_SLOTS = 256;
    private static final int GOLDEN = 0x9e37_79b9;
    private static final int BYTES_PER_SLOT = Integer.BYTES + Long.BYTES;

    private int[] buckets = new int[FIRST_SLOTS];

    /** Count of the bucket at the same place; 0 where there is none. */
    private long[] counts = new long[FIRST_SLOTS];

    private int size;

    /** The bucket of a finite number; buckets are in the order of the numbers. */
    static int bucket(double value) {
        long bits = Double.doubleToRawLongBits(Math.abs(value));
        int bucket = bits == 0 ? 0 : (int) (bits >>> SHIFT) + 1;
        return value < 0 ? -bucket : bucket;
    }

    /** The number that stands for a bucket. */
    static double middle(int bucket) {
        if (bucket == 0) {
            return 0;
        }
        long bits = (((long) Math.abs(bucket) - 1) << SHIFT) | (1L << (SHIFT - 1));
        double middle = Double.longBitsToDouble(bits);
        return bucket < 0 ? -middle : middle;
    }

    void add(int bucket, long count) {
        int slot = find(bucket);
        if (counts[slot] == 0) {
            buckets[slot] = bucket;
            size++;
        }
        counts[slot] += count;
        if (size * 2 > buckets.length) {
            grow();
        }
    }

    /** Bytes of memory it takes. */
    long memory() {
        return (long) buckets.length * BYTES_PER_SLOT;
    }

    /** The bucket of the number of this rank, from 1, in ascending order. */
    int bucketOf(long rank) {
        long before = 0;
        int[] order = sorted();
        for (int bucket : order) {
            before += counts[find(bucket)];
            if (before >= rank) {
                return bucket;
            }
        }
        throw new IllegalArgumentException("rank is " + rank + " of " + before + " numbers");
    }

    void write(RunOutput out) throws IOException {
        out.number(size);
        long before = 0;
        for (int bucket : sorted()) {
            out.signed(bucket - before);
            out.number(counts[find(bucket)]);
            before = bucket;
        }
    }

    /** Adds what {@link #write} wrote. */
    void absorb(RunInput in) throws IOException {
        long more = in.number(Integer.MAX_VALUE);
        long bucket = 0;
        for (long i = 0; i < more; i++) {
            bucket += in.signed();
            add((int) bucket, in.number(Long.MAX_VALUE));
        }
    }

    private int[] sorted() {
        int[] order = new int[size];
        int n = 0;
        for (int slot = 0; slot < buckets.length; slot++) {
            if (counts[slot] != 0) {
                order[n++] = buckets[slot];
            }
        }
        Arrays.sort(order);
        return order;
    }

    /** Where the bucket stands or would stand. */
    private int find(int bucket) {
        int mask = buckets.length - 1;
        int spread = bucket * GOLDEN;
        int slot = (spread ^ (spread >>> 15)) & mask;
        while (counts[slot] != 0 && buckets[slot] != bucket) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        int[] oldBuckets = buckets;
        long[] oldCounts = counts;
        buckets = new int[oldBuckets.length * 2];
        counts = new long[oldCounts.length * 2];
        for (int slot = 0; slot < oldBuckets.length; slot++) {
            if (oldCounts[slot] != 0) {
                int to = find(oldBuckets[slot]);
                buckets[to] = oldBuckets[slot];
                counts[to] = oldCounts[slot];
            }
        }
    }
}
