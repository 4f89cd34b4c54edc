package io.gridmill.task.builtin.sort;

/** Where the key stands in a line. */
sealed interface KeyField {

    /** The key of the line between two places, made of its first byte and the one after its last. */
    long find(byte[] bytes, int from, int to);

    /** First byte of what {@link #find} returned. */
    static int start(long range) {
        return (int) (range >>> Integer.SIZE);
    }

    /** The byte after the last of what {@link #find} returned. */
    static int end(long range) {
        return (int) range;
    }

    private static long range(int start, int end) {
        return (long) start << Integer.SIZE | end;
    }

    /** Space and tab, the blanks of the C locale. */
    static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    /** All of the line. */
    record WholeLine() implements KeyField {
        @Override
        public long find(byte[] bytes, int from, int to) {
            return range(from, to);
        }
    }

    /**
     * The field between two delimiters; empty, at the end of the line, where there are fewer.
     *
     * @param number of the field, from 1
     * @param delimiter one byte
     */
    record Delimited(int number, byte delimiter) implements KeyField {
        @Override
        public long find(byte[] bytes, int from, int to) {
            int start = from;
            for (int field = 1; field < number; field++) {
                int end = delimiter(bytes, start, to);
                if (end == to) {
                    return range(to, to);
                }
                start = end + 1;
            }
            return range(start, delimiter(bytes, start, to));
        }

        private int delimiter(byte[] bytes, int from, int to) {
            int i = from;
            while (i < to && bytes[i] != delimiter) {
                i++;
            }
            return i;
        }
    }

    /**
     * The field as {@code sort -k N,N} finds it: blanks and then what is no blank, so the blanks
     * before a field belong to it. Empty, at the end of the line, where there are fewer.
     *
     * @param number of the field, from 1
     */
    record BetweenBlanks(int number) implements KeyField {
        @Override
        public long find(byte[] bytes, int from, int to) {
            int start = from;
            for (int field = 1; field < number && start < to; field++) {
                start = fieldEnd(bytes, start, to);
            }
            return range(start, fieldEnd(bytes, start, to));
        }

        private static int fieldEnd(byte[] bytes, int from, int to) {
            int i = from;
            while (i < to && isBlank(bytes[i])) {
                i++;
            }
            while (i < to && !isBlank(bytes[i])) {
                i++;
            }
            return i;
        }
    }
}
