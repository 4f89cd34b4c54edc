package io.gridmill.report;

import java.util.Locale;
import java.util.Optional;

/** What a node is there for. */
public enum NodeRole {
    /** Keeps data, drives jobs and runs tasks. */
    HYBRID,
    /** Keeps data and drives jobs; runs no task. */
    SCHEDULER,
    /** Runs tasks; keeps no data and drives nothing. */
    WORKER;

    /** Whether it keeps records and blobs, and drives jobs. */
    public boolean keepsData() {
        return this != WORKER;
    }

    /** Whether it runs tasks. */
    public boolean runsTasks() {
        return this != SCHEDULER;
    }

    /** As people write it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** From what people write; {@code master} is another word for scheduler. Empty for no role. */
    public static Optional<NodeRole> of(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "hybrid" -> Optional.of(HYBRID);
            case "scheduler", "master" -> Optional.of(SCHEDULER);
            case "worker" -> Optional.of(WORKER);
            default -> Optional.empty();
        };
    }
}
