package io.gridmill.schedule;

import io.gridmill.job.NearestName;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** What to write instead of a cron expression that cannot be read. */
final class CronHints {
    private static final List<String> NAMES =
            List.of("minute", "hour", "day of month", "month", "day of week");
    private static final String FORM =
            "minute hour day-of-month month day-of-week, such as \"0 2 * * *\" (every day at"
                    + " 02:00); a sixth field in front is seconds";

    private CronHints() {}

    static String macro(String text, Collection<String> known) {
        String near =
                NearestName.of(text, known).map(name -> "; did you mean " + name + "?").orElse("");
        return "is no macro that is known" + near + " Known are " + new TreeSet<>(known);
    }

    /** On a wrong number of fields. */
    static String fields(String text, int count) {
        String nearest = "";
        if (count < 5) {
            String filled = text + " *".repeat(5 - count);
            nearest = meaning(filled);
        } else if (count == 7) {
            String shorter = text.substring(0, text.lastIndexOf(' ')).strip().replace('?', '*');
            nearest = meaning(shorter);
        }
        return "must have 5 or 6 fields, has " + count + ": " + FORM + nearest;
    }

    /** On fields that cannot be read. */
    static String on(String text, String reason) {
        String nearest = meaning(text.replace('?', '*').replace(" , ", ","));
        return "cannot be read: "
                + reason
                + ". The fields are "
                + String.join(", ", NAMES)
                + nearest;
    }

    private static String meaning(String guess) {
        return description(guess)
                .map(words -> ". Perhaps \"" + guess + "\" (" + words + ")?")
                .orElse("");
    }

    private static Optional<String> description(String guess) {
        try {
            return Optional.of(CronExpression.plain(guess).description());
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
