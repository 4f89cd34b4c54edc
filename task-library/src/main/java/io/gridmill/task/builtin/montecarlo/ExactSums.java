package io.gridmill.task.builtin.montecarlo;

import io.gridmill.task.Codec;
import io.gridmill.task.builtin.DecimalCodec;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
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

    static final Codec<ExactSums> CODEC =
            new Codec<>() {
                @Override
                public void write(ExactSums value, DataOutputStream out) throws IOException {
                    out.writeLong(value.samples);
                    DecimalCodec.INSTANCE.write(value.sum, out);
                    DecimalCodec.INSTANCE.write(value.sumOfSquares, out);
                }

                @Override
                public ExactSums read(DataInputStream in) throws IOException {
                    return new ExactSums(
                            in.readLong(),
                            DecimalCodec.INSTANCE.read(in),
                            DecimalCodec.INSTANCE.read(in));
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
}
