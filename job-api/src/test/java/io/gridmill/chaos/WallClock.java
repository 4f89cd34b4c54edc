package io.gridmill.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Another wall clock for a process, by libfaketime: as far off as a file says. */
final class WallClock {
    private static final String LIBRARY = "faketime/libfaketimeMT.so.1";

    private WallClock() {}

    /** Where libfaketime is; empty where it is not installed. */
    static Optional<Path> library() {
        try (Stream<Path> architectures = Files.list(Path.of("/usr/lib"))) {
            return architectures.map(a -> a.resolve(LIBRARY)).filter(Files::exists).findFirst();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** The variables with which a process looks at a clock of its own, which is right at first. */
    static Map<String, String> environment(Path clock) {
        set(clock, "+0");
        return Map.of(
                "LD_PRELOAD",
                library().orElseThrow().toString(),
                "FAKETIME_TIMESTAMP_FILE",
                clock.toString(),
                "FAKETIME_CACHE_DURATION",
                "1",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1",
                // What it does about waits on the monotonic clock ends those of a JVM at once.
                "FAKETIME_FORCE_MONOTONIC_FIX",
                "0");
    }

    /** Sets it, such as {@code +1h}; the process sees it within a second. */
    static void set(Path clock, String offset) {
        if (library().isEmpty()) {
            throw new IllegalStateException("libfaketime is not installed: no clock can be set");
        }
        try {
            Files.writeString(clock, offset);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
