package io.gridmill.task.builtin.sort;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The order of lines: that of their keys, then that of their bytes unless lines with equal keys
 * count as equal. Belongs to one thread, as it reads numbers in place.
 */
final class LineOrder {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final KeyField field;
    private final boolean numeric;
    private final boolean descending;
    private final boolean unique;
    private final DecimalKey left = new DecimalKey();
    private final DecimalKey right = new DecimalKey();

    LineOrder(KeyField field, boolean numeric, boolean descending, boolean unique) {
        this.field = field;
        this.numeric = numeric;
        this.descending = descending;
        this.unique = unique;
    }

    boolean numeric() {
        return numeric;
    }

    boolean descending() {
        return descending;
    }

    boolean unique() {
        return unique;
    }

    /** Whether the key is the line as it stands, so that equal keys are equal lines. */
    boolean keyIsLine() {
        return field instanceof KeyField.WholeLine;
    }

    /** Whether lines that differ may have equal keys and the whole line then decides. */
    boolean lineDecidesTies() {
        return !unique && (numeric || !keyIsLine());
    }

    /** Where the key of a line stands, see {@link KeyField#find}. */
    long findKey(byte[] bytes, int from, int to) {
        return field.find(bytes, from, to);
    }

    /** A number in the order of the keys: of keys with different codes the first has the smaller. */
    long code(byte[] bytes, int from, int to) {
        if (numeric) {
            long code = left.read(bytes, from, to).code();
            return descending ? -code : code;
        }
        long code = eightBytes(bytes, from, to) ^ Long.MIN_VALUE;
        return descending ? ~code : code;
    }

    /** The first 8 bytes of a key, zeros after its end. */
    private static long eightBytes(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length >= Long.BYTES) {
            return (long) LONGS.get(bytes, from);
        }
        long code = 0;
        for (int i = from; i < to; i++) {
            code = code << Byte.SIZE | (bytes[i] & 0xff);
        }
        return length == 0 ? 0 : code << ((Long.BYTES - length) * Byte.SIZE);
    }

    /** Compares two keys that have the same {@link #code}. */
    int compareKeys(byte[] a, int aFrom, int aTo, long code, byte[] b, int bFrom, int bTo) {
        if (numeric && DecimalKey.isExact(code)) {
            return 0;
        }
        return compareKeys(a, aFrom, aTo, b, bFrom, bTo);
    }

    /** Compares two keys. */
    int compareKeys(byte[] a, int aFrom, int aTo, byte[] b, int bFrom, int bTo) {
        int ascending =
                numeric
                        ? left.read(a, aFrom, aTo).compare(right.read(b, bFrom, bTo))
                        : Arrays.compareUnsigned(a, aFrom, aTo, b, bFrom, bTo);
        return descending ? -ascending : ascending;
    }
}
