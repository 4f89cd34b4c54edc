package io.gridmill.cli.local;

import java.time.Duration;

/** How long to wait before a dead process is started again. Not thread-safe. */
public final class RespawnDelay {
    /** After a death that comes alone. */
    public static final Duration FIRST = Duration.ofSeconds(2);

    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** Who lived this long has started well; its next death is a new story. */
    private static final Duration STABLE = Duration.ofSeconds(30);

    private Duration next = FIRST;

    /** The wait after a process has died that lived for {@code lived}. */
    public Duration after(Duration lived) {
        if (lived.compareTo(STABLE) >= 0) {
            next = FIRST;
        }
        Duration now = next;
        Duration doubled = now.multipliedBy(2);
        next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        return now;
    }
}
