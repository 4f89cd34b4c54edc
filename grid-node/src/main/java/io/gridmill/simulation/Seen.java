package io.gridmill.simulation;

/** What a run has seen, for its summary. */
final class Seen {
    long accepted;
    long changes;
    long tasksEnded;
    long tasksSucceeded;
    long retries;
    long lostAttempts;
    long secondCopies;
    long lateResults;
    long expiredClaims;
    long submitted;
    long succeeded;
    long failed;
    long cancelled;
    long retriedByHand;
    long poisoned;
    long tasksAdded;
    long stepJobs;
    long openJobs;
    long operations;
}
