package io.gridmill.task;

/**
 * What the tasks of a job tell each other to save work: for each key the smallest value that any of
 * them told, as far as it is known here. A best effort: what is told reaches tasks of the same node
 * at once, those of other nodes some tenths of a second later, late, or never; it outlives neither
 * its node nor its job. So a task may use it only to leave out what cannot change the job's answer: a
 * job must give the same bytes with and without it. Thread-safe; a call costs some tens of
 * nanoseconds.
 *
 * <p>Tell what is certain: a value must be true for the whole job, for every attempt and for good.
 */
public interface TaskHints {

    /** Keys of a job beyond these are not kept. */
    int MOST_KEYS = 65_536;

    /** The answer of {@link #lowest} where nothing is known. */
    long NOTHING = Long.MAX_VALUE;

    /** Tells a value; no effect unless it is smaller than what is known. */
    void lower(int key, long value);

    /** The smallest value told for a key that is known here; {@link #NOTHING} for none. */
    long lowest(int key);

    /** Keeps nothing: for where there are no other tasks. */
    static TaskHints none() {
        return NoHints.INSTANCE;
    }
}
