package io.gridmill.task.builtin;

import io.gridmill.task.Codec;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Exact sums of doubles as they travel: the scale in 4 bytes, the length of the digits in 4 bytes,
 * the digits as a big endian two's complement number. Several may follow each other in a stream.
 */
public enum DecimalCodec implements Codec<BigDecimal> {
    /** The only one. */
    INSTANCE;

    /** More than a sum of squares of doubles needs: 2^-2148 has 2,148 decimals. */
    private static final int MAX_BYTES = 2048;

    @Override
    public void write(BigDecimal value, DataOutputStream out) throws IOException {
        byte[] digits = value.unscaledValue().toByteArray();
        out.writeInt(value.scale());
        out.writeInt(digits.length);
        out.write(digits);
    }

    @Override
    public BigDecimal read(DataInputStream in) throws IOException {
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
