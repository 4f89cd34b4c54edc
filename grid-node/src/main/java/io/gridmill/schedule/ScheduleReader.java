package io.gridmill.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.job.NearestName;
import io.gridmill.job.RequestFields;
import io.gridmill.task.FieldError;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a schedule as it stands on the wire; every fault of it is collected. */
public final class ScheduleReader {
    /** Bytes of a schedule's job; large input is uploaded as a blob. */
    public static final int MAX_JOB = 256 << 10;

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final int MOST_MADE_UP = 1_000;
    private static final int USUALLY_MADE_UP = 100;

    private final List<FieldError> errors = new ArrayList<>();
    private final RequestFields fields;
    private final String name;

    private ScheduleReader(String name, ObjectNode body) {
        this.name = name;
        this.fields = new RequestFields(body, "", errors);
    }

    /**
     * The schedule that a JSON tree describes; whether its job is one is checked elsewhere.
     *
     * @throws GridException {@code bad-request} naming every bad field
     */
    public static Schedule read(String name, @Nullable JsonNode body, String user, long now) {
        if (!NAME.matcher(name).matches()) {
            String rule =
                    "A schedule's name has 1 to 64 lower case letters, digits, '.', '_' and '-',"
                            + " such as nightly-report";
            throw new GridException(
                    ErrorCode.BAD_REQUEST, rule, List.of(new FieldError("", "format", rule)));
        }
        if (!(body instanceof ObjectNode object)) {
            String rule = "A schedule is a JSON object with cron or every, and job";
            throw new GridException(
                    ErrorCode.BAD_REQUEST, rule, List.of(new FieldError("", "type", rule)));
        }
        return new ScheduleReader(name, object).read(user, now);
    }

    private Schedule read(String user, long now) {
        String cron = fields.text("cron");
        Duration every = fields.duration("every", SHORTEST, LONGEST);
        checkOne(cron != null, fields.find("every") != null);
        String zone = zone();
        checkCron(cron);
        Schedule.Policy policy =
                new Schedule.Policy(
                        choice("overlap", Schedule.Overlap.SKIP, Schedule.Overlap.values()),
                        choice("catchUp", Schedule.CatchUp.NONE, Schedule.CatchUp.values()),
                        fields.integer("catchUpLimit", USUALLY_MADE_UP, 1, MOST_MADE_UP));
        Boolean enabled = fields.flag("enabled");
        long from = time("from");
        long until = time("until");
        ObjectNode job = fields.object("job");
        checkJob(job);
        fields.done();
        refuse();
        Schedule schedule =
                new Schedule(
                        name,
                        cron,
                        every == null ? 0 : every.toMillis(),
                        zone,
                        policy,
                        enabled == null || enabled,
                        from,
                        until,
                        job == null ? "" : job.toString(),
                        new Schedule.Owner(user, now, now));
        checkComes(schedule, now);
        return schedule;
    }

    private void refuse() {
        if (!errors.isEmpty()) {
            throw new GridException(
                    ErrorCode.BAD_REQUEST,
                    "The schedule is not right: " + errors.getFirst().message(),
                    errors);
        }
    }

    private void checkOne(boolean cron, boolean every) {
        if (cron == every) {
            fields.error(
                    "cron",
                    cron ? "choice" : "required",
                    cron
                            ? "and every are given; one of them says when"
                            : "or every must say when: \"cron\": \"0 2 * * *\" (every day at 02:00)"
                                    + " or \"every\": \"30s\"");
        }
    }

    private void checkCron(@Nullable String cron) {
        if (cron == null) {
            return;
        }
        try {
            CronExpression.parse(cron);
        } catch (IllegalArgumentException e) {
            fields.error("cron", "format", String.valueOf(e.getMessage()));
        }
    }

    private String zone() {
        String zone = fields.text("zone");
        if (zone == null) {
            return Schedule.DEFAULT_ZONE;
        }
        try {
            return ZoneId.of(zone).getId();
        } catch (DateTimeException e) {
            String near =
                    NearestName.of(zone, ZoneId.getAvailableZoneIds())
                            .map(known -> "; did you mean " + known + "?")
                            .orElse("");
            fields.error(
                    "zone",
                    "format",
                    "must be a time zone such as Europe/Berlin or UTC, is " + zone + near);
            return Schedule.DEFAULT_ZONE;
        }
    }

    private <E extends Enum<E>> E choice(String field, E fallback, E[] choices) {
        String text = fields.text(field);
        if (text == null) {
            return fallback;
        }
        for (E choice : choices) {
            if (wire(choice).equals(text)) {
                return choice;
            }
        }
        List<String> names = Arrays.stream(choices).map(ScheduleReader::wire).toList();
        fields.error(field, "choice", "must be one of " + names + ", is " + text);
        return fallback;
    }

    /** How a choice is written: {@code cancel-previous}. */
    public static String wire(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private long time(String field) {
        String text = fields.text(field);
        if (text == null) {
            return 0;
        }
        try {
            return OffsetDateTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeException e) {
            fields.error(
                    field,
                    "format",
                    "must be a time with its offset such as 2030-01-31T12:00:00Z, is " + text);
            return 0;
        }
    }

    private void checkJob(@Nullable ObjectNode job) {
        if (job == null) {
            if (fields.find("job") == null) {
                fields.error("job", "required", "is missing: what POST /jobs takes");
            }
            return;
        }
        int bytes = job.toString().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_JOB) {
            fields.error(
                    "job",
                    "range",
                    "may have "
                            + MAX_JOB
                            + " bytes, has "
                            + bytes
                            + "; upload its input with PUT /api/v1/blobs/{sha256}");
        }
        if (job.hasNonNull("startAt")) {
            fields.error("job", "unsupported", "may not have startAt: the schedule says when");
        }
        if (job.path("open").asBoolean()) {
            fields.error("job", "unsupported", "may not be open: nobody would close it");
        }
    }

    private void checkComes(Schedule schedule, long now) {
        if (schedule.until() > 0 && schedule.until() <= Math.max(now, schedule.from())) {
            fields.error("until", "range", "must lie after now and after from");
            refuse();
        }
        OptionalLong next = SchedulePolicy.next(schedule, schedule.timing(), now);
        if (next.isEmpty()) {
            String words = schedule.timing().description();
            fields.error(
                    schedule.cron() == null ? "every" : "cron",
                    "range",
                    "never comes true" + (schedule.until() > 0 ? " before until: " : ": ") + words);
            refuse();
        }
    }
}
