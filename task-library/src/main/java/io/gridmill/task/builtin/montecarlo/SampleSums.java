package io.gridmill.task.builtin.montecarlo;

import io.gridmill.task.Codec;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * What one task of a {@code monte-carlo} job returns: the sums over one chunk. They are rounded,
 * but always in the same way, as a chunk is always summed in the same order.
 *
 * @param samples number of samples, 1 or more
 * @param sum their sum
 * @param sumOfSquares the sum of their squares
 */
public record SampleSums(long samples, double sum, double sumOfSquares) {

    static final Codec<SampleSums> CODEC =
            new Codec<>() {
                @Override
                public void write(SampleSums value, DataOutputStream out) throws IOException {
                    out.writeLong(value.samples);
                    out.writeDouble(value.sum);
                    out.writeDouble(value.sumOfSquares);
                }

                @Override
                public SampleSums read(DataInputStream in) throws IOException {
                    return new SampleSums(in.readLong(), in.readDouble(), in.readDouble());
                }
            };
}
