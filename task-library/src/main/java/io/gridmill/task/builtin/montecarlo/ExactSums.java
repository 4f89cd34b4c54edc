package io.gridmill.task.builtin.montecarlo;

import io.gridmill.task.Codec;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * The sums of any set of chunks, without rounding: every double is a finite decimal fraction, so
 * the sums do not depend on the order or the grouping in which they are added.
 *
 * @param samples number of samples
 * @param sum exact sum of the chunks' sums
 * @param sumOfSquares exact sum of the chunks' sums of squares
 */
record ExactSums(long samples, BigDecimal sum, BigDecimal sumOfSquares) {
    static final ExactSums NONE = new ExactSums(0, BigDecimal.ZERO, BigDecimal.ZERO);

    /** Far more digits than any answer shows. */
    private static final MathContext DIGITS = MathContext.DECIMAL128;

    /** More than any sum of doubles needs: 2^-1074 has 1,074 decimals. */
    private static final int MAX_BYTES = 1024;

    static final Codec<ExactSums> CODEC =
            new Codec<>() {
                @Override
                public void write(ExactSums value, DataOutputStream out) throws IOException {
                    out.writeLong(value.samples);
                    writeDecimal(value.sum, out);
                    writeDecimal(value.sumOfSquares, out);
                }

                @Override
                public ExactSums read(DataInputStream in) throws IOException {
                    return new ExactSums(in.readLong(), readDecimal(in), readDecimal(in));
                }
            };

    ExactSums plus(SampleSums chunk) {
        return new ExactSums(
                samples + chunk.samples(),
                sum.add(new BigDecimal(chunk.sum())),
                sumOfSquares.add(new BigDecimal(chunk.sumOfSquares())));
    }

    ExactSums plus(ExactSums other) {
        return new ExactSums(
                samples + other.samples, sum.add(other.sum), sumOfSquares.add(other.sumOfSquares));
    }

    /** The mean of the samples; 0 where there are none. */
    double mean() {
        return samples == 0 ? 0 : sum.divide(BigDecimal.valueOf(samples), DIGITS).doubleValue();
    }

    /** The standard deviation of the mean; not a number with fewer than two samples. */
    double standardError() {
        if (samples < 2) {
            return Double.NaN;
        }
        BigDecimal n = BigDecimal.valueOf(samples);
        BigDecimal variance =
                sumOfSquares
                        .subtract(sum.multiply(sum).divide(n, DIGITS))
                        .divide(BigDecimal.valueOf(samples - 1), DIGITS);
        return Math.sqrt(Math.max(0, variance.divide(n, DIGITS).doubleValue()));
    }

    private static void writeDecimal(BigDecimal value, DataOutputStream out) throws IOException {
        byte[] digits = value.unscaledValue().toByteArray();
        out.writeInt(value.scale());
        out.writeInt(digits.length);
        out.write(digits);
    }

    private static BigDecimal readDecimal(DataInputStream in) throws IOException {
        int scale = in.readInt();
        int length = in.readInt();
        if (length < 1 || length > MAX_BYTES) {
            throw new IOException("A sum of " + length + " bytes is damaged");
        }
        byte[] digits = new byte[length];
        in.readFully(digits);
        return new BigDecimal(new BigInteger(digits), scale);
    }
}
