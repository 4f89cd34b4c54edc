package io.gridmill.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A schedule as people see it.
 *
 * @param cron null where {@code every} says when
 * @param every ISO-8601; null where {@code cron} says when
 * @param description when it is due, in words
 * @param overlap {@code allow}, {@code skip}, {@code queue} or {@code cancel-previous}
 * @param catchUp what becomes of times that were missed: "none", "last" or "all"
 * @param next the next times that it is due, at most five; none while it is switched off
 * @param waiting times that have passed and wait for the job before
 * @param lastJob id of the job that ran last
 * @param recent what became of the last ten times, newest first
 */
public record ScheduleStatus(
        String name,
        @Nullable String cron,
        @Nullable String every,
        String zone,
        String description,
        String overlap,
        String catchUp,
        int catchUpLimit,
        boolean enabled,
        @Nullable Instant from,
        @Nullable Instant until,
        JsonNode job,
        String user,
        Instant created,
        Instant changed,
        long version,
        List<Instant> next,
        int waiting,
        @Nullable String lastJob,
        ScheduleRecord.Counts counts,
        List<Firing> recent) {
    private static final int MOST_NEXT = 5;

    /** What became of one time. */
    public record Firing(
            Instant due,
            Instant at,
            ScheduleRecord.Outcome outcome,
            @Nullable String job,
            @Nullable String detail) {}

    /**
     * A record as people see it.
     *
     * @param job its job, read
     */
    public static ScheduleStatus of(ScheduleRecord record, JsonNode job, long now) {
        Schedule schedule = record.schedule();
        Timing timing = schedule.timing();
        return new ScheduleStatus(
                schedule.name(),
                schedule.cron(),
                schedule.cron() != null
                        ? null
                        : Duration.ofMillis(schedule.everyMillis()).toString(),
                schedule.zone(),
                timing.description(),
                ScheduleReader.wire(schedule.policy().overlap()),
                ScheduleReader.wire(schedule.policy().catchUp()),
                schedule.policy().catchUpLimit(),
                schedule.enabled(),
                instant(schedule.from()),
                instant(schedule.until()),
                job,
                schedule.owner().user(),
                Instant.ofEpochMilli(schedule.owner().created()),
                Instant.ofEpochMilli(schedule.owner().changed()),
                record.version(),
                schedule.enabled() ? next(schedule, timing, now) : List.of(),
                record.backlog().size(),
                record.lastJob(),
                record.counts(),
                record.recent().stream().map(ScheduleStatus::firing).toList());
    }

    private static @Nullable Instant instant(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }

    private static List<Instant> next(Schedule schedule, Timing timing, long now) {
        List<Instant> times = new ArrayList<>();
        OptionalLong next = SchedulePolicy.next(schedule, timing, now);
        while (next.isPresent() && times.size() < MOST_NEXT) {
            times.add(Instant.ofEpochMilli(next.getAsLong()));
            next = SchedulePolicy.next(schedule, timing, next.getAsLong());
        }
        return times;
    }

    private static Firing firing(ScheduleRecord.Firing firing) {
        return new Firing(
                Instant.ofEpochMilli(firing.due()),
                Instant.ofEpochMilli(firing.at()),
                firing.outcome(),
                firing.job(),
                firing.detail());
    }
}
