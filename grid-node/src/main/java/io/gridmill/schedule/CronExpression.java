package io.gridmill.schedule;

import com.cronutils.descriptor.CronDescriptor;
import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.field.CronFieldName;
import com.cronutils.model.field.expression.Always;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A cron expression over local time: five fields, six with seconds first, or a macro such as {@code
 * @daily}. Zones are none of its business: {@link CronTiming} knows them. The library is asked in
 * UTC only, where no hour is missing or comes twice. Immutable.
 */
public final class CronExpression {
    private static final Map<String, String> MACROS =
            Map.of(
                    "@yearly", "0 0 1 1 *",
                    "@annually", "0 0 1 1 *",
                    "@monthly", "0 0 1 * *",
                    "@weekly", "0 0 * * 0",
                    "@daily", "0 0 * * *",
                    "@midnight", "0 0 * * *",
                    "@hourly", "0 * * * *");
    private static final int MAX_LENGTH = 200;
    private static final CronDefinition MINUTES =
            CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX);
    private static final CronDefinition SECONDS = withSeconds();

    private final String text;
    private final Cron cron;
    private final ExecutionTime times;

    private CronExpression(String text, Cron cron) {
        this.text = text;
        this.cron = cron;
        this.times = ExecutionTime.forCron(cron);
    }

    private static CronDefinition withSeconds() {
        return CronDefinitionBuilder.defineCron()
                .withSeconds()
                .withValidRange(0, 59)
                .and()
                .withMinutes()
                .withValidRange(0, 59)
                .and()
                .withHours()
                .withValidRange(0, 23)
                .and()
                .withDayOfMonth()
                .withValidRange(1, 31)
                .and()
                .withMonth()
                .withValidRange(1, 12)
                .and()
                .withDayOfWeek()
                .withValidRange(0, 7)
                .withMondayDoWValue(1)
                .withIntMapping(7, 0)
                .and()
                .instance();
    }

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException saying which part is wrong, and where there is one, the
     *     nearest form that is right
     */
    public static CronExpression parse(String text) {
        String plain = text.strip();
        if (plain.isEmpty() || plain.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("must have 1 to 200 characters");
        }
        if (plain.startsWith("@")) {
            String macro = MACROS.get(plain.toLowerCase(Locale.ROOT));
            if (macro == null) {
                throw new IllegalArgumentException(CronHints.macro(plain, MACROS.keySet()));
            }
            return new CronExpression(plain, read(macro, MINUTES));
        }
        int fields = fields(plain);
        if (fields != 5 && fields != 6) {
            throw new IllegalArgumentException(CronHints.fields(plain, fields));
        }
        try {
            return plain(plain);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(CronHints.on(plain, reason(e)), e);
        }
    }

    /** Reads five or six fields; what is wrong is said in the library's words. */
    static CronExpression plain(String text) {
        return new CronExpression(text, read(text, fields(text) == 6 ? SECONDS : MINUTES));
    }

    private static int fields(String text) {
        return text.split("\\s+").length;
    }

    private static Cron read(String text, CronDefinition definition) {
        return new CronParser(definition).parse(text).validate();
    }

    private static String reason(IllegalArgumentException e) {
        String message = String.valueOf(e.getMessage());
        return message.replace("Failed to parse cron expression. ", "");
    }

    /** The first local time after another one, to the second; empty where none comes. */
    public Optional<LocalDateTime> next(LocalDateTime after) {
        ZonedDateTime from = after.truncatedTo(ChronoUnit.SECONDS).atZone(ZoneOffset.UTC);
        return times.nextExecution(from).map(ZonedDateTime::toLocalDateTime);
    }

    /** Whether it comes true in each hour: then it follows time that passes, not the hour's name. */
    public boolean everyHour() {
        return cron.retrieve(CronFieldName.HOUR).getExpression() instanceof Always;
    }

    /** What it means, in words. */
    public String description() {
        return CronDescriptor.instance(Locale.ENGLISH).describe(cron);
    }

    @Override
    public String toString() {
        return text;
    }
}
