package io.gridmill.cli.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/**
 * Ends this process when its parent is gone. The parent holds the other end of our standard input
 * and never writes; the system closes it when the parent ends, even when it was killed.
 */
public final class ParentWatch {
    private static final Duration GRACE = Duration.ofSeconds(10);

    private ParentWatch() {}

    /** Begins to watch. */
    public static void start(InputStream pipe) {
        Thread.ofPlatform().daemon().name("gridmill-parent-watch").start(() -> watch(pipe));
    }

    private static void watch(InputStream pipe) {
        try {
            pipe.transferTo(OutputStream.nullOutputStream());
        } catch (IOException _) {
            // A broken pipe says the same as a closed one.
        }
        Thread.ofPlatform().daemon().name("gridmill-halt").start(ParentWatch::haltInTheEnd);
        System.exit(0);
    }

    /** Shutdown hooks that hang must not leave an orphan behind. */
    private static void haltInTheEnd() {
        try {
            Thread.sleep(GRACE);
        } catch (InterruptedException _) {
            // Nobody interrupts; going on is right in any case.
        }
        Runtime.getRuntime().halt(1);
    }
}
