package io.gridmill.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Due by the clock on the wall of a zone. Where the zone puts its clock forward, a time that is left
 * out is due at the moment of the change, once; where it puts it back, a time that comes twice is due
 * the first time only. An expression that comes true in each hour follows time that passes instead:
 * it is due in both passes of a repeated hour, and not at all in an hour that is left out.
 */
public record CronTiming(CronExpression expression, ZoneId zone) implements Timing {
    /** Two changes of the clock a year, and nothing of cron's is rarer than once in 40 years. */
    private static final int MOST_CHANGES = 100;

    @Override
    public OptionalLong next(long after) {
        ZoneRules rules = zone.getRules();
        Instant from = Instant.ofEpochMilli(after);
        LocalDateTime local = start(rules, from);
        for (int i = 0; i < MOST_CHANGES; i++) {
            Optional<LocalDateTime> match = expression.next(local);
            if (match.isEmpty()) {
                return OptionalLong.empty();
            }
            ZoneOffsetTransition change = rules.nextTransition(from);
            if (change == null || match.get().isBefore(change.getDateTimeBefore())) {
                return millis(match.get().toInstant(rules.getOffset(from)));
            }
            if (change.isGap()
                    && !expression.everyHour()
                    && match.get().isBefore(change.getDateTimeAfter())) {
                return millis(change.getInstant());
            }
            from = change.getInstant();
            local = afterChange(change).minusSeconds(1);
        }
        return OptionalLong.empty();
    }

    /** Local time after which to look; the second pass of an hour counts where each hour does. */
    private LocalDateTime start(ZoneRules rules, Instant from) {
        LocalDateTime local = LocalDateTime.ofInstant(from, zone);
        ZoneOffsetTransition last = rules.previousTransition(from.plusMillis(1));
        if (last == null || !last.isOverlap() || expression.everyHour()) {
            return local;
        }
        return later(local, last.getDateTimeBefore().minusSeconds(1));
    }

    private static LocalDateTime later(LocalDateTime a, LocalDateTime b) {
        return b.isAfter(a) ? b : a;
    }

    private LocalDateTime afterChange(ZoneOffsetTransition change) {
        return change.isGap() || expression.everyHour()
                ? change.getDateTimeAfter()
                : change.getDateTimeBefore();
    }

    private static OptionalLong millis(Instant time) {
        return OptionalLong.of(time.toEpochMilli());
    }

    @Override
    public String description() {
        return expression.description() + ", " + zone;
    }
}
