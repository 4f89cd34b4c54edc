package io.gridmill.schedule;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * Due again after the same time, counted from one moment on; zones and changes of the clock there do
 * not matter.
 *
 * @param everyMillis 1,000 or more
 * @param anchor the first time that it is due
 */
public record IntervalTiming(long everyMillis, long anchor) implements Timing {

    @Override
    public OptionalLong next(long after) {
        if (after < anchor) {
            return OptionalLong.of(anchor);
        }
        long rounds = (after - anchor) / everyMillis + 1;
        return OptionalLong.of(anchor + rounds * everyMillis);
    }

    @Override
    public String description() {
        return "every "
                + Duration.ofMillis(everyMillis)
                        .toString()
                        .substring(2)
                        .toLowerCase(java.util.Locale.ROOT);
    }
}
