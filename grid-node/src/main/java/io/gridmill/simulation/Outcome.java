package io.gridmill.simulation;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What came of a simulation; the same for the same settings, to the byte.
 *
 * @param busyMillis virtual time under load and faults
 * @param millis virtual time in all
 * @param faults how often each was injected
 * @param figures what was seen, by name
 * @param violation what was wrong; null for nothing
 * @param story of the job or task that was traced
 */
public record Outcome(
        Settings settings,
        long busyMillis,
        long millis,
        long events,
        Map<String, Long> faults,
        Map<String, Long> figures,
        @Nullable Violation violation,
        List<String> story) {

    Outcome(
            Settings settings,
            World world,
            Seen tally,
            Map<Fault, Long> faults,
            long busyMicros,
            List<String> story) {
        this(
                settings,
                busyMicros / World.MILLI,
                world.time() / World.MILLI,
                world.events(),
                byName(faults),
                figures(tally),
                world.violation(),
                List.copyOf(story));
    }

    private static Map<String, Long> byName(Map<Fault, Long> faults) {
        Map<String, Long> named = new TreeMap<>();
        faults.forEach(
                (fault, count) ->
                        named.put(fault.name().toLowerCase(java.util.Locale.ROOT), count));
        return named;
    }

    private static Map<String, Long> figures(Seen tally) {
        Map<String, Long> figures = new TreeMap<>();
        figures.put("jobsSubmitted", tally.submitted);
        figures.put("jobsSucceeded", tally.succeeded);
        figures.put("jobsFailed", tally.failed);
        figures.put("jobsCancelled", tally.cancelled);
        figures.put("tasksEnded", tally.tasksEnded);
        figures.put("tasksSucceeded", tally.tasksSucceeded);
        figures.put("attemptsFailed", tally.retries);
        figures.put("attemptsLost", tally.lostAttempts);
        figures.put("secondCopies", tally.secondCopies);
        figures.put("claimsExpired", tally.expiredClaims);
        figures.put("lateResults", tally.lateResults);
        figures.put("blockChanges", tally.changes);
        figures.put("jobsRetriedByHand", tally.retriedByHand);
        figures.put("tasksPoisoned", tally.poisoned);
        figures.put("tasksAdded", tally.tasksAdded);
        figures.put("openJobs", tally.openJobs);
        figures.put("stepJobs", tally.stepJobs);
        figures.put("operations", tally.operations);
        return figures;
    }

    /** A figure by its name; 0 for one that is not there. */
    public long figure(String name) {
        return figures.getOrDefault(name, 0L);
    }
}
