package io.gridmill.execute;

import io.gridmill.task.Codec;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;

/** Items of a split as bytes, made one at a time. */
final class EncodedItems<I> implements Iterator<byte[]>, Closeable {
    private final Iterator<I> items;
    private final Codec<I> codec;

    EncodedItems(Iterator<I> items, Codec<I> codec) {
        this.items = items;
        this.codec = codec;
    }

    @Override
    public boolean hasNext() {
        return items.hasNext();
    }

    @Override
    public byte[] next() {
        return encode(items.next(), codec);
    }

    /** One item as bytes. */
    static <I> byte[] encode(I item, Codec<I> codec) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            codec.write(item, new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() throws IOException {
        if (items instanceof Closeable closeable) {
            closeable.close();
        }
    }
}
