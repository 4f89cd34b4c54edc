package io.gridmill.task.builtin.csv;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The values of the group columns as one string of bytes: each in UTF-8, ended by 0 1, with a 0
 * inside written 0 255. Unsigned bytes then are in the order of the groups: by code point, first
 * column first.
 */
final class GroupKey {
    private static final byte END = 1;
    private static final byte ZERO = -1;

    private byte[] bytes = new byte[256];
    private int length;

    void clear() {
        length = 0;
    }

    /** Adds a column's value. */
    void add(byte[] value, int from, int to) {
        int most = length + 2 * (to - from + 1);
        if (most > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(most, bytes.length * 2));
        }
        for (int i = from; i < to; i++) {
            bytes[length++] = value[i];
            if (value[i] == 0) {
                bytes[length++] = ZERO;
            }
        }
        bytes[length++] = 0;
        bytes[length++] = END;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** The values of a key, in UTF-8. */
    static List<byte[]> values(byte[] key, int length) {
        List<byte[]> values = new ArrayList<>();
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        for (int i = 0; i < length; i++) {
            if (key[i] != 0) {
                value.write(key[i]);
            } else if (key[++i] == END) {
                values.add(value.toByteArray());
                value.reset();
            } else {
                value.write(0);
            }
        }
        return values;
    }
}
