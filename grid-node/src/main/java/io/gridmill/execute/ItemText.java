package io.gridmill.execute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gridmill.task.TaskType;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Items of tasks as people are shown them. */
final class ItemText {
    /** Most bytes of an item that are shown, as JSON or as they are. */
    static final int LONGEST = 4 << 10;

    private static final ObjectMapper JSON = new ObjectMapper();

    private ItemText() {}

    /** An item as JSON; null where it is not to be shown, has no such form, or a long one. */
    static <I> @Nullable JsonNode of(TaskType<?, I, ?> type, I item) {
        Object shown = type.shown(item).orElse(null);
        if (shown == null || shown instanceof byte[]) {
            return null;
        }
        try {
            JsonNode tree = JSON.valueToTree(shown);
            return tree.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST ? null : tree;
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
