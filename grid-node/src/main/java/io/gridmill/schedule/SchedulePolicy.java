package io.gridmill.schedule;

import io.gridmill.schedule.Schedule.Overlap;
import io.gridmill.schedule.ScheduleRecord.Firing;
import io.gridmill.schedule.ScheduleRecord.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a schedule does next. Pure: one answer at a time, for a record, a time and whether the job
 * before still runs; who asks carries it out, stores the record that comes with it, and asks again.
 *
 * <p>A time that is late by up to a minute runs as if it were on time: that is how long it may take
 * until another member has taken over. What is later was missed. The clock may jump: forward is the
 * same as having been away; back by up to an hour lets nothing run twice and waits until the clock
 * has caught up; back by more begins anew from there, and what has run already is known by the ids of
 * its jobs.
 */
public final class SchedulePolicy {
    /** A time may be so late and still run. */
    static final long LATE_MILLIS = 60_000;

    /** The clock may go back so far and is waited for. */
    static final long BACK_MILLIS = 3_600_000;

    /** Times that may wait for the job before. */
    static final int MOST_QUEUED = 100;

    /** Missed times are counted up to here. */
    private static final int MOST_COUNTED = 10_000;

    private SchedulePolicy() {}

    /** What to do. */
    public sealed interface Answer {

        /** Nothing until this time; {@link Long#MAX_VALUE} for nothing at all. */
        record Wait(long until) implements Answer {}

        /** Note the record: nothing runs for what has passed. */
        record Pass(ScheduleRecord after) implements Answer {}

        /**
         * Submit the job that was due then, after cancelling another where one is named.
         *
         * @param after the record without that time, to be stored with {@link #fired} or {@link
         *     #refused}
         */
        record Fire(long due, @Nullable String cancel, ScheduleRecord after) implements Answer {}
    }

    /**
     * What to do now.
     *
     * @param timing of the record's schedule
     * @param running whether the job before has not ended
     */
    public static Answer decide(ScheduleRecord record, Timing timing, long now, boolean running) {
        Schedule schedule = record.schedule();
        if (!schedule.enabled()) {
            return new Answer.Wait(Long.MAX_VALUE);
        }
        if (record.checked() - now > BACK_MILLIS) {
            return new Answer.Pass(record.moved(now, record.backlog()));
        }
        OptionalLong next = next(schedule, timing, record.checked());
        boolean due = next.isPresent() && next.getAsLong() <= now;
        if (due && now - next.getAsLong() > LATE_MILLIS) {
            return new Answer.Pass(late(record, timing, now));
        }
        if (!record.backlog().isEmpty() && (!running || !queues(schedule))) {
            return fire(record, record.backlog().getFirst(), now, running);
        }
        if (due) {
            return onTime(record, next.getAsLong(), now, running);
        }
        return new Answer.Wait(next.orElse(Long.MAX_VALUE));
    }

    private static boolean queues(Schedule schedule) {
        return schedule.policy().overlap() == Overlap.QUEUE;
    }

    /** The first time after another one within the schedule's limits. */
    public static OptionalLong next(Schedule schedule, Timing timing, long after) {
        // The limit itself is a time that counts.
        long from = Math.max(after, schedule.from() - 1);
        OptionalLong next = timing.next(from);
        return next.isPresent() && schedule.until() > 0 && next.getAsLong() > schedule.until()
                ? OptionalLong.empty()
                : next;
    }

    private static Answer onTime(ScheduleRecord record, long due, long now, boolean running) {
        Overlap overlap = record.schedule().policy().overlap();
        if (running && overlap == Overlap.QUEUE && record.backlog().size() < MOST_QUEUED) {
            List<Long> longer = new ArrayList<>(record.backlog());
            longer.add(due);
            return new Answer.Pass(record.moved(due, longer));
        }
        return fire(record, due, now, running);
    }

    private static Answer fire(ScheduleRecord record, long due, long now, boolean running) {
        ScheduleRecord after = without(record, due);
        return switch (running ? record.schedule().policy().overlap() : Overlap.ALLOW) {
            case ALLOW -> new Answer.Fire(due, null, after);
            case CANCEL_PREVIOUS -> new Answer.Fire(due, record.lastJob(), after);
            case SKIP, QUEUE ->
                    new Answer.Pass(
                            after.noted(
                                    new Firing(
                                            due,
                                            now,
                                            Outcome.SKIPPED,
                                            null,
                                            "job " + record.lastJob() + " had not ended")));
        };
    }

    private static ScheduleRecord without(ScheduleRecord record, long due) {
        List<Long> backlog = record.backlog();
        boolean first = !backlog.isEmpty() && backlog.getFirst() == due;
        return first
                ? record.moved(record.checked(), backlog.subList(1, backlog.size()))
                : record.moved(due, backlog);
    }

    /** Deals with the times that were missed: keeps those that are made up for. */
    private static ScheduleRecord late(ScheduleRecord record, Timing timing, long now) {
        Schedule schedule = record.schedule();
        long end = now - LATE_MILLIS - 1;
        int most =
                switch (schedule.policy().catchUp()) {
                    case NONE -> 0;
                    case LAST -> 1;
                    case ALL -> schedule.policy().catchUpLimit();
                };
        MissedTimes missed =
                MissedTimes.between(schedule, timing, record.checked(), end, most, MOST_COUNTED);
        List<Long> backlog = new ArrayList<>(record.backlog());
        backlog.addAll(missed.newest());
        int over = Math.max(0, backlog.size() - ScheduleRecord.MOST_BACKLOG);
        ScheduleRecord after = record.moved(end, backlog.subList(over, backlog.size()));
        long lost = missed.dropped() + over;
        return lost == 0
                ? after
                : after.missed(
                        lost,
                        new Firing(
                                missed.lastDropped(),
                                now,
                                Outcome.MISSED,
                                null,
                                missed.text(lost, schedule.policy().catchUp())));
    }

    /** The record after a job was submitted for a time. */
    public static ScheduleRecord fired(Answer.Fire fire, String job, long now) {
        String detail = fire.cancel() == null ? null : "job " + fire.cancel() + " was cancelled";
        return fire.after().noted(new Firing(fire.due(), now, Outcome.FIRED, job, detail));
    }

    /** The record after the grid refused the job of a time for good. */
    public static ScheduleRecord refused(Answer.Fire fire, String why, long now) {
        return fire.after().noted(new Firing(fire.due(), now, Outcome.FAILED, null, why));
    }
}
