package io.gridmill.task;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * How a value travels between nodes, as bytes. Java serialisation is never used. Thread-safe.
 *
 * @param <T> the value
 */
public interface Codec<T> {

    /** Writes the whole value; does not close the stream. */
    void write(T value, DataOutputStream out) throws IOException;

    /** Reads what {@link #write} wrote. The stream holds this value and nothing after it. */
    T read(DataInputStream in) throws IOException;

    /** A whole number of 64 bits, as 8 bytes. */
    static Codec<Long> longs() {
        return LongCodec.INSTANCE;
    }

    /**
     * A record (or another type that Jackson reads and writes) as JSON. Convenient for small values;
     * large ones are better written field by field.
     */
    static <T> Codec<T> json(Class<T> type) {
        return new JsonCodec<>(type);
    }

    /** For tasks that return nothing: no bytes at all. */
    static Codec<Nothing> nothing() {
        return NothingCodec.INSTANCE;
    }
}
