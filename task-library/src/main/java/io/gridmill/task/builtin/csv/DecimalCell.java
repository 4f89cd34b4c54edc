package io.gridmill.task.builtin.csv;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The number in a cell, exactly: {@code unscaled / 10^scale}, or a big decimal where a long does
 * not hold it. Read again and again for one cell after another.
 *
 * <p>A number is an optional sign, digits with at most one decimal point among or around them, and
 * an optional exponent; spaces and tabs around it do not matter. Anything else, also NaN and
 * thousands separators, is none.
 */
final class DecimalCell {
    private static final int LONGEST = 1000;
    private static final int HIGHEST_EXPONENT = 308;
    private static final int MOST_DECIMALS = 400;

    /** Whole numbers and powers of ten that a double holds exactly (Clinger's fast path). */
    static final long EXACT_WHOLE = 1L << 53;

    static final double[] POWERS = new double[ScaledLongs.MOST_DIGITS + 1];

    static {
        for (int i = 0; i < POWERS.length; i++) {
            POWERS[i] = ScaledLongs.power(i);
        }
    }

    private long unscaled;
    private int scale;
    private @Nullable BigDecimal big;

    /** What came of reading. */
    enum Outcome {
        NUMBER,
        EMPTY,
        NOT_A_NUMBER,
        OUT_OF_RANGE
    }

    /** Reads the number in ASCII characters. */
    Outcome read(byte[] bytes, int start, int end) {
        int from = start;
        int to = end;
        while (from < to && isBlank(bytes[from])) {
            from++;
        }
        while (to > from && isBlank(bytes[to - 1])) {
            to--;
        }
        if (from == to) {
            return Outcome.EMPTY;
        }
        return readShort(bytes, from, to) ? Outcome.NUMBER : readLong(bytes, from, to);
    }

    long unscaled() {
        return unscaled;
    }

    /** 0 to 18. */
    int scale() {
        return scale;
    }

    /** The number where a long does not hold it, else null. */
    @Nullable BigDecimal big() {
        return big;
    }

    BigDecimal decimal() {
        return big == null ? BigDecimal.valueOf(unscaled, scale) : big;
    }

    /** The nearest double. */
    double nearestDouble() {
        if (big == null && unscaled <= EXACT_WHOLE && unscaled >= -EXACT_WHOLE) {
            return unscaled / POWERS[scale];
        }
        // What is nearer to zero than any double but negative gives -0.0 without the sum.
        return decimal().doubleValue() + 0.0;
    }

    /** The usual form: at most 18 digits and no exponent. */
    private boolean readShort(byte[] bytes, int from, int to) {
        boolean negative = bytes[from] == '-';
        int i = negative || bytes[from] == '+' ? from + 1 : from;
        long value = 0;
        int digits = 0;
        int point = -1;
        for (; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit >= 0 && digit <= 9) {
                value = 10 * value + digit;
                digits++;
            } else if (bytes[i] == '.' && point < 0) {
                point = digits;
            } else {
                return false;
            }
            if (digits > ScaledLongs.MOST_DIGITS) {
                return false;
            }
        }
        if (digits == 0) {
            return false;
        }
        unscaled = negative ? -value : value;
        scale = point < 0 ? 0 : digits - point;
        big = null;
        return true;
    }

    private Outcome readLong(byte[] bytes, int from, int to) {
        if (!isNumber(bytes, from, to)) {
            return Outcome.NOT_A_NUMBER;
        }
        if (to - from > LONGEST) {
            return Outcome.OUT_OF_RANGE;
        }
        BigDecimal value;
        try {
            value = new BigDecimal(new String(bytes, from, to - from, StandardCharsets.US_ASCII));
        } catch (NumberFormatException _) {
            // The form is right, so it is the exponent that is too long.
            return Outcome.OUT_OF_RANGE;
        }
        if (value.signum() == 0) {
            value = BigDecimal.ZERO;
        }
        long magnitude = (long) value.precision() - value.scale();
        if (magnitude > HIGHEST_EXPONENT || value.scale() > MOST_DECIMALS) {
            return Outcome.OUT_OF_RANGE;
        }
        set(value);
        return Outcome.NUMBER;
    }

    private void set(BigDecimal value) {
        BigDecimal plain = value.scale() < 0 ? value.setScale(0) : value;
        BigInteger digits = plain.unscaledValue();
        boolean fits = digits.bitLength() < Long.SIZE && plain.scale() <= ScaledLongs.MOST_DIGITS;
        unscaled = fits ? digits.longValueExact() : 0;
        scale = fits ? plain.scale() : 0;
        big = fits ? null : plain;
    }

    private static boolean isNumber(byte[] bytes, int from, int to) {
        int i = afterSign(bytes, from, to);
        int whole = afterDigits(bytes, i, to);
        int digits = whole - i;
        i = whole;
        if (i < to && bytes[i] == '.') {
            int decimals = afterDigits(bytes, i + 1, to);
            digits += decimals - i - 1;
            i = decimals;
        }
        if (digits == 0) {
            return false;
        }
        if (i < to && (bytes[i] == 'e' || bytes[i] == 'E')) {
            int exponent = afterSign(bytes, i + 1, to);
            i = afterDigits(bytes, exponent, to);
            return i == to && i > exponent;
        }
        return i == to;
    }

    private static int afterSign(byte[] bytes, int from, int to) {
        return from < to && (bytes[from] == '-' || bytes[from] == '+') ? from + 1 : from;
    }

    private static int afterDigits(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && bytes[i] >= '0' && bytes[i] <= '9') {
            i++;
        }
        return i;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }
}
