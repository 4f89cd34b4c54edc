package io.gridmill.task.builtin.csv;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One column of the answer.
 *
 * @param function what is computed
 * @param percent 1 to 99 for percentiles, else 0
 * @param column name of the input column; empty for {@code count}
 */
public record Aggregate(Function function, int percent, String column) {
    private static final Pattern CALL =
            Pattern.compile("(sum|mean|min|max|p([1-9][0-9]?))\\((.+)\\)", Pattern.DOTALL);

    /** What is computed of the rows of a group. */
    public enum Function {
        /** Number of rows. */
        COUNT,
        /** Exact decimal sum. */
        SUM,
        /** Sum divided by the number of values. */
        MEAN,
        /** Least value. */
        MIN,
        /** Greatest value. */
        MAX,
        /** The value of which so many percent of the values are no greater, by nearest rank. */
        PERCENTILE
    }

    /** Reads {@code count}, {@code sum(c)}, {@code mean(c)}, {@code p95(c)} and so on. */
    static Optional<Aggregate> parse(String text) {
        if (text.equals("count")) {
            return Optional.of(new Aggregate(Function.COUNT, 0, ""));
        }
        Matcher call = CALL.matcher(text);
        if (!call.matches()) {
            return Optional.empty();
        }
        Function function =
                switch (call.group(1)) {
                    case "sum" -> Function.SUM;
                    case "mean" -> Function.MEAN;
                    case "min" -> Function.MIN;
                    case "max" -> Function.MAX;
                    default -> Function.PERCENTILE;
                };
        int percent = function == Function.PERCENTILE ? Integer.parseInt(call.group(2)) : 0;
        return Optional.of(new Aggregate(function, percent, call.group(3)));
    }

    /** As the user wrote it; its name in the answer's header. */
    String text() {
        return switch (function) {
            case COUNT -> "count";
            case SUM -> "sum(" + column + ")";
            case MEAN -> "mean(" + column + ")";
            case MIN -> "min(" + column + ")";
            case MAX -> "max(" + column + ")";
            case PERCENTILE -> "p" + percent + "(" + column + ")";
        };
    }
}
