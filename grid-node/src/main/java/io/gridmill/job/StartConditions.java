package io.gridmill.job;

import java.util.List;

/**
 * What a job waits for before it begins.
 *
 * @param startAt milliseconds since the epoch; 0 for at once
 * @param queueTimeoutMillis how long it may then wait for its first task to start; 0 for any time
 * @param dependsOn jobs that must have ended
 */
public record StartConditions(long startAt, long queueTimeoutMillis, List<Dependency> dependsOn) {
    /** Begins at once. */
    public static final StartConditions NONE = new StartConditions(0, 0, List.of());

    public StartConditions {
        dependsOn = List.copyOf(dependsOn);
    }

    /** Whether there is nothing to wait for. */
    public boolean met() {
        return startAt == 0 && dependsOn.isEmpty();
    }
}
