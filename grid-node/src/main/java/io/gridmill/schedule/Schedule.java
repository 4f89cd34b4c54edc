package io.gridmill.schedule;

import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A job that is to run again and again, as its owner wants it. Times are milliseconds since the
 * epoch.
 *
 * @param name 1 to 64 lower case letters, digits, '.', '_' and '-'
 * @param cron null where {@code everyMillis} says when
 * @param everyMillis 0 where {@code cron} says when
 * @param zone of which the cron expression tells the time
 * @param policy what happens when it is due and the last job still runs, or when nobody was there
 * @param enabled whether it runs at all
 * @param from not due before; 0 for no such limit
 * @param until not due after; 0 for no such limit
 * @param job JSON text, as a submission has it
 * @param owner who put it, and in whose name its jobs run
 */
public record Schedule(
        String name,
        @Nullable String cron,
        long everyMillis,
        String zone,
        Policy policy,
        boolean enabled,
        long from,
        long until,
        String job,
        Owner owner) {
    /** Where no zone is given. */
    public static final String DEFAULT_ZONE = "UTC";

    /**
     * Who put it and when.
     *
     * @param created when it was put first
     * @param changed when it was put last
     */
    public record Owner(String user, long created, long changed) {}

    /**
     * What happens beside the usual.
     *
     * @param catchUpLimit 1 to 1,000: how many missed times are made up for, the newest of them
     */
    public record Policy(Overlap overlap, CatchUp catchUp, int catchUpLimit) {}

    /** What happens when it is due and the job before has not ended. */
    public enum Overlap {
        /** Both run. */
        ALLOW,
        /** It does not run this time. */
        SKIP,
        /** It runs when the job before has ended; 100 times wait at most, later ones are skipped. */
        QUEUE,
        /** The job before is cancelled, and it runs at once. */
        CANCEL_PREVIOUS
    }

    /** What becomes of times at which the grid was not there, more than a minute ago. */
    public enum CatchUp {
        /** Nothing. */
        NONE,
        /** It runs once for all of them. */
        LAST,
        /** It runs for each, up to a limit. */
        ALL
    }

    /** When it is due, limits and all. */
    public Timing timing() {
        return cron == null
                ? new IntervalTiming(everyMillis, from == 0 ? owner.created() : from)
                : new CronTiming(CronExpression.parse(cron), ZoneId.of(zone));
    }

    /** Whether two say the same about when. */
    boolean sameTimes(Schedule other) {
        return Objects.equals(cron, other.cron)
                && everyMillis == other.everyMillis
                && zone.equals(other.zone)
                && from == other.from
                && until == other.until;
    }

    /** The same, first put when another was. */
    Schedule since(Schedule before) {
        return new Schedule(
                name,
                cron,
                everyMillis,
                zone,
                policy,
                enabled,
                from,
                until,
                job,
                new Owner(owner.user, before.owner.created, owner.changed));
    }
}
