package io.gridmill.chaos;

import java.time.Duration;

/** Lets time pass: faults last, clients pace themselves. Nothing is decided by how long it was. */
final class Pause {
    private Pause() {}

    static void millis(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    static void of(Duration time) {
        millis(time.toMillis());
    }
}
