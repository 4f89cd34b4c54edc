package io.gridmill.execute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridmill.task.JobInput;
import io.gridmill.task.Parameters;
import io.gridmill.task.Split;
import io.gridmill.task.TaskType;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a job would be divided: how many tasks, and what the first ones work on.
 *
 * @param tasks number of tasks
 * @param exact whether there are not more
 */
public record SplitPreview(long tasks, boolean exact, List<Item> first) {
    /** Streamed tasks are counted so far. */
    private static final long COUNTED = 100_000;

    /**
     * What a task works on.
     *
     * @param json null where it has no such form, or a long one
     * @param size bytes as it travels; null where it follows from the task's number
     */
    public record Item(@Nullable JsonNode json, @Nullable Integer size) {}

    /** The division of a job, with at most so many first items. */
    public static <P, I> SplitPreview of(
            TaskType<P, I, ?> type, ObjectNode parameters, JobInput input, int most)
            throws IOException {
        return switch (type.split(type.parameters(Parameters.of(parameters)), input)) {
            case Split.Indexed<I> indexed -> {
                List<Item> first = new ArrayList<>();
                for (long n = 0; n < Math.min(most, indexed.count()); n++) {
                    first.add(new Item(ItemText.of(type, indexed.item().apply(n)), null));
                }
                yield new SplitPreview(indexed.count(), true, first);
            }
            case Split.Streamed<I> streamed -> streamed(type, streamed, most);
        };
    }

    private static <P, I> SplitPreview streamed(
            TaskType<P, I, ?> type, Split.Streamed<I> split, int most) throws IOException {
        List<Item> first = new ArrayList<>();
        Iterator<I> items = split.items();
        long count = 0;
        try {
            while (items.hasNext() && count < COUNTED) {
                I item = items.next();
                if (count < most) {
                    int size = EncodedItems.encode(item, type.itemCodec()).length;
                    first.add(new Item(ItemText.of(type, item), size));
                }
                count++;
                if (count >= most && split.count().isPresent()) {
                    return new SplitPreview(split.count().getAsLong(), true, first);
                }
            }
            return new SplitPreview(count, !items.hasNext(), first);
        } finally {
            if (items instanceof Closeable closeable) {
                closeable.close();
            }
        }
    }
}
