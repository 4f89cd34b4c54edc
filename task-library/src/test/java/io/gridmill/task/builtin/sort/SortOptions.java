package io.gridmill.task.builtin.sort;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.NullMarked;

/** Every combination of options, with some keys. */
@NullMarked
final class SortOptions {
    private SortOptions() {}

    /** Parameters as JSON, in chunks as small as may be. */
    static List<String> all() {
        List<String> all = new ArrayList<>();
        for (int key = 0; key <= 3; key++) {
            for (String delimiter : List.of("", ",", "-")) {
                for (int flags = 0; flags < 8; flags++) {
                    all.add(options(key, delimiter, flags));
                }
            }
        }
        return all;
    }

    private static String options(int key, String delimiter, int flags) {
        return String.format(
                Locale.ROOT,
                "{\"chunkSize\": 65536, \"key\": %d, \"delimiter\": \"%s\", \"numeric\": %b,"
                        + " \"descending\": %b, \"unique\": %b}",
                key,
                delimiter,
                (flags & 1) != 0,
                (flags & 2) != 0,
                (flags & 4) != 0);
    }
}
