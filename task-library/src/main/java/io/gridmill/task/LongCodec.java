package io.gridmill.task;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** A whole number as 8 bytes, big endian. */
enum LongCodec implements Codec<Long> {
    INSTANCE;

    @Override
    public void write(Long value, DataOutputStream out) throws IOException {
        out.writeLong(value);
    }

    @Override
    public Long read(DataInputStream in) throws IOException {
        return in.readLong();
    }
}
