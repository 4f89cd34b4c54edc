package io.gridmill.engine;

import java.time.Duration;

/**
 * What is held of data that is on no member any more.
 *
 * @param patience how long it is waited for before it is made again, or its job fails
 * @param backups copies of every record beside the first: so many nodes may die at once
 */
public record LossRules(Duration patience, int backups) {
    /** Waits for half a minute; no number of dead nodes is believed to have taken a job's record. */
    public static final LossRules DEFAULT =
            new LossRules(Duration.ofSeconds(30), Integer.MAX_VALUE);
}
