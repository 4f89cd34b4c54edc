package io.gridmill.task;

import java.util.Iterator;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/** A job divided into tasks: either computed from the task's number, or read one after another. */
public sealed interface Split<I> {

    /**
     * Tasks that are a function of their number. Nothing is stored but the range, so a million
     * tasks cost next to nothing; prefer this form.
     *
     * @param count number of tasks, 0 or more
     * @param item item of task {@code n}, 0 &lt;= n &lt; count; cheap, called where the task runs
     */
    record Indexed<I>(long count, LongFunction<I> item) implements Split<I> {
        public Indexed {
            Objects.requireNonNull(item, "item");
            if (count < 0) {
                throw new IllegalArgumentException("count is " + count + ", must be 0 or more");
            }
        }
    }

    /**
     * Tasks that come out of a stream, stored with their items. The iterator is read lazily, once,
     * on one node; it is closed early when it is {@link java.io.Closeable}.
     *
     * @param count number of tasks where known before reading
     */
    record Streamed<I>(OptionalLong count, Iterator<I> items) implements Split<I> {
        public Streamed {
            Objects.requireNonNull(count, "count");
            Objects.requireNonNull(items, "items");
        }
    }

    /** Tasks 0 to {@code count - 1}, each a function of its number. */
    static <I> Split<I> indexed(long count, LongFunction<I> item) {
        return new Indexed<>(count, item);
    }

    /**
     * An input cut into ranges of equal length, the last one shorter where it must be.
     *
     * @param size bytes of the input, 0 or more
     * @param length bytes of a range, 1 or more
     */
    static Split<ByteRange> byteRanges(long size, long length) {
        return indexed(Math.ceilDiv(size, length), number -> ByteRange.of(number, length, size));
    }
}
