package io.gridmill.job;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Who of the nodes that may run a job's tasks takes which of them first. */
public enum Strategy {
    /** Whoever has a free slot. */
    LEAST_BUSY,
    /** Each node in turn: task n belongs to node n modulo their number. */
    ROUND_ROBIN,
    /** Those that fit most tightly, so that nodes with special labels or resources stay free. */
    CAPABILITY,
    /** The member that keeps the task's block. */
    LOCAL;

    /** As people write it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** From what people write; empty for no strategy. */
    public static Optional<Strategy> of(String text) {
        return Arrays.stream(values()).filter(strategy -> strategy.text().equals(text)).findAny();
    }

    /** All of them as people write them. */
    public static List<String> texts() {
        return Arrays.stream(values()).map(Strategy::text).toList();
    }
}
