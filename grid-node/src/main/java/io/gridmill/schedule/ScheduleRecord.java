package io.gridmill.schedule;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A schedule and how far it has come. Immutable; times are milliseconds since the epoch.
 *
 * @param version rises with each change
 * @param checked all times up to this one were dealt with
 * @param backlog times that still have to run, oldest first; at most {@link #MOST_BACKLOG}
 * @param lastJob id of the job that ran last; null before the first
 * @param counts what became of all times so far
 * @param recent what became of the last times, newest first; at most {@link #MOST_RECENT}
 */
public record ScheduleRecord(
        Schedule schedule,
        long version,
        long checked,
        List<Long> backlog,
        @Nullable String lastJob,
        Counts counts,
        List<Firing> recent) {
    /** Times that may wait. */
    public static final int MOST_BACKLOG = 1_000;

    /** Times that are shown. */
    public static final int MOST_RECENT = 10;

    public ScheduleRecord {
        backlog = List.copyOf(backlog);
        recent = List.copyOf(recent);
    }

    /** What became of all times so far. */
    public record Counts(long fired, long skipped, long missed, long failed) {
        static final Counts NONE = new Counts(0, 0, 0, 0);
    }

    /**
     * What became of one time.
     *
     * @param due when it was due
     * @param at when it was dealt with
     * @param job id of the job; null where none came of it
     * @param detail why none did; null where nothing is to be said
     */
    public record Firing(
            long due, long at, Outcome outcome, @Nullable String job, @Nullable String detail) {}

    /** How a time ended. */
    public enum Outcome {
        /** A job was submitted. */
        FIRED,
        /** The job before had not ended. */
        SKIPPED,
        /** Nobody was there, and it is not made up for. */
        MISSED,
        /** The grid refused the job. */
        FAILED
    }

    /** A schedule that is new: what lies before now is none of its business. */
    public static ScheduleRecord created(Schedule schedule, long now) {
        return new ScheduleRecord(schedule, 1, now, List.of(), null, Counts.NONE, List.of());
    }

    /**
     * The same schedule put again. Where its times are others now, or it was switched on, it begins
     * anew with what comes from now on; what it has run stays known.
     */
    public ScheduleRecord replaced(Schedule by, long now) {
        boolean goesOn = by.sameTimes(schedule) && by.enabled() && schedule.enabled();
        return new ScheduleRecord(
                by.since(schedule),
                version + 1,
                goesOn ? checked : now,
                goesOn ? backlog : List.of(),
                lastJob,
                counts,
                recent);
    }

    /** How far it has come, changed. */
    ScheduleRecord moved(long toChecked, List<Long> waiting) {
        return new ScheduleRecord(
                schedule, version + 1, toChecked, waiting, lastJob, counts, recent);
    }

    /** With one more time that ended. */
    ScheduleRecord noted(Firing firing) {
        List<Firing> list = new ArrayList<>(recent);
        list.addFirst(firing);
        Outcome outcome = firing.outcome();
        Counts more =
                new Counts(
                        counts.fired + (outcome == Outcome.FIRED ? 1 : 0),
                        counts.skipped + (outcome == Outcome.SKIPPED ? 1 : 0),
                        counts.missed + (outcome == Outcome.MISSED ? 1 : 0),
                        counts.failed + (outcome == Outcome.FAILED ? 1 : 0));
        return new ScheduleRecord(
                schedule,
                version,
                checked,
                backlog,
                outcome == Outcome.FIRED ? firing.job() : lastJob,
                more,
                list.subList(0, Math.min(list.size(), MOST_RECENT)));
    }

    /** With times that were missed, which are not told one by one. */
    ScheduleRecord missed(long number, Firing last) {
        ScheduleRecord noted = noted(last);
        Counts c = noted.counts;
        Counts all = new Counts(c.fired, c.skipped, c.missed + number - 1, c.failed);
        return new ScheduleRecord(schedule, version, checked, backlog, lastJob, all, noted.recent);
    }
}
