package io.gridmill.simulation;

import io.gridmill.job.JobState;
import io.gridmill.ledger.BlockKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the checker remembers of a job until it is deleted. */
final class JobBook {
    final Map<BlockKey, @Nullable String[]> acknowledged = new HashMap<>();
    final Set<Failure> failures = new HashSet<>();
    final Map<String, AdditionRules.Added> added = new LinkedHashMap<>();
    boolean promised;
    boolean closed;
    int cancelPromised;
    int generationPromised;
    @Nullable JobState counted;

    /** An attempt that its node saw fail by the task's own fault. */
    record Failure(BlockKey key, int index, int attempt, String node) {}
}
