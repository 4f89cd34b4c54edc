package io.gridmill.task.builtin.sort;

import java.util.Arrays;

/**
 * The number at the beginning of a key as {@code sort -n} reads it in the C locale: blanks, a minus
 * sign, digits, a point, digits; any of them may be missing. What follows is not looked at, a plus
 * sign and an exponent among it. Without a digit it is 0. Numbers of any length are exact. Used
 * again and again; not thread-safe.
 */
final class DecimalKey {
    private static final int DIGITS_IN_CODE = 15;

    /** 10 to the power of {@value #DIGITS_IN_CODE} is less than 2 to the power of this. */
    private static final int DIGIT_BITS = 50;

    /** Powers of ten that have a code of their own lie within plus and minus this. */
    private static final int MOST_EXPONENT = 510;

    private static final int EXPONENT_BIAS = 512;
    private static final int HIGHEST_BIASED = 1023;

    private byte[] bytes = new byte[0];
    private boolean negative;

    /** Digits before the point without leading zeros. */
    private int wholeStart;

    private int wholeEnd;

    /** Digits after the point without trailing zeros. */
    private int fractionStart;

    private int fractionEnd;

    /** Reads the number of a key. */
    DecimalKey read(byte[] source, int from, int to) {
        bytes = source;
        int i = from;
        while (i < to && KeyField.isBlank(source[i])) {
            i++;
        }
        negative = i < to && source[i] == '-';
        i = negative ? i + 1 : i;
        while (i < to && source[i] == '0') {
            i++;
        }
        wholeStart = i;
        wholeEnd = digitsEnd(source, i, to);
        boolean point = wholeEnd < to && source[wholeEnd] == '.';
        fractionStart = point ? wholeEnd + 1 : wholeEnd;
        fractionEnd = point ? digitsEnd(source, fractionStart, to) : fractionStart;
        while (fractionEnd > fractionStart && source[fractionEnd - 1] == '0') {
            fractionEnd--;
        }
        return this;
    }

    private static int digitsEnd(byte[] source, int from, int to) {
        int i = from;
        while (i < to && source[i] >= '0' && source[i] <= '9') {
            i++;
        }
        return i;
    }

    private boolean isZero() {
        return wholeStart == wholeEnd && fractionStart == fractionEnd;
    }

    /**
     * A number of 62 bits and a sign in the order of the numbers: of two with different codes the
     * smaller one has the smaller code. It is made of the power of ten, the first digits, and a bit
     * for whether more follow, as a number cut off is the smallest of those with these digits.
     */
    long code() {
        if (isZero()) {
            return 0;
        }
        int wholeDigits = wholeEnd - wholeStart;
        int zeros = wholeDigits == 0 ? fractionZeros() : 0;
        int exponent = wholeDigits - zeros;
        long magnitude;
        if (exponent > MOST_EXPONENT) {
            magnitude = ((long) HIGHEST_BIASED << DIGIT_BITS) << 1 | 1;
        } else if (exponent < -MOST_EXPONENT) {
            magnitude = 1;
        } else {
            int digits = wholeDigits + fractionEnd - fractionStart - zeros;
            long biased = (long) exponent + EXPONENT_BIAS;
            magnitude = (biased << DIGIT_BITS | firstDigits(zeros)) << 1;
            magnitude |= digits > DIGITS_IN_CODE ? 1 : 0;
        }
        return negative ? -magnitude - 1 : magnitude + 1;
    }

    /** Whether numbers of this code, or of its negative, are all equal. */
    static boolean isExact(long code) {
        return code == 0 || ((Math.abs(code) - 1) & 1) == 0;
    }

    private int fractionZeros() {
        int i = fractionStart;
        while (bytes[i] == '0') {
            i++;
        }
        return i - fractionStart;
    }

    private long firstDigits(int zeros) {
        long number = 0;
        int left = DIGITS_IN_CODE;
        for (int i = wholeStart; i < wholeEnd && left > 0; i++, left--) {
            number = number * 10 + (bytes[i] - '0');
        }
        for (int i = fractionStart + zeros; i < fractionEnd && left > 0; i++, left--) {
            number = number * 10 + (bytes[i] - '0');
        }
        for (; left > 0; left--) {
            number *= 10;
        }
        return number;
    }

    /** Compares with another number, exactly. */
    int compare(DecimalKey other) {
        int sign = Integer.compare(sign(), other.sign());
        if (sign != 0 || isZero()) {
            return sign;
        }
        int magnitude = compareMagnitude(other);
        return negative ? -magnitude : magnitude;
    }

    private int sign() {
        if (isZero()) {
            return 0;
        }
        return negative ? -1 : 1;
    }

    private int compareMagnitude(DecimalKey other) {
        int digits = Integer.compare(wholeEnd - wholeStart, other.wholeEnd - other.wholeStart);
        if (digits != 0) {
            return digits;
        }
        int whole =
                Arrays.compareUnsigned(
                        bytes, wholeStart, wholeEnd, other.bytes, other.wholeStart, other.wholeEnd);
        if (whole != 0) {
            return whole;
        }
        return Arrays.compareUnsigned(
                bytes,
                fractionStart,
                fractionEnd,
                other.bytes,
                other.fractionStart,
                other.fractionEnd);
    }
}
