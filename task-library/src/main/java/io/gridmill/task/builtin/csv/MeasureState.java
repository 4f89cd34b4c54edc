package io.gridmill.task.builtin.csv;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** What is known of one numeric column of one group. Addition in any order gives the same. */
final class MeasureState {
    /** Digits of a mean: as many as tell any two doubles apart. */
    private static final MathContext MEAN_DIGITS = new MathContext(17, RoundingMode.HALF_EVEN);

    /** Digits of an approximate percentile; the rounding stays far below its error. */
    private static final MathContext APPROXIMATE_DIGITS =
            new MathContext(6, RoundingMode.HALF_EVEN);

    private static final int BYTES = 48;
    private static final int BYTES_OF_PART = 64;

    private final @Nullable DecimalSum sum;
    private final @Nullable Extreme least;
    private final @Nullable Extreme greatest;
    private final @Nullable PercentileValues values;
    private long count;

    MeasureState(Measure measure) {
        this.sum = measure.sum() ? new DecimalSum() : null;
        this.least = measure.extremes() ? Extreme.least() : null;
        this.greatest = measure.extremes() ? Extreme.greatest() : null;
        this.values = measure.values() ? new PercentileValues() : null;
    }

    /** Adds one number; by how many bytes of memory this grew. */
    long add(DecimalCell cell) {
        count++;
        if (sum != null) {
            sum.add(cell);
        }
        if (least != null && greatest != null) {
            least.add(cell);
            greatest.add(cell);
        }
        if (values == null) {
            return 0;
        }
        long before = values.memory();
        values.add(cell.nearestDouble());
        return values.memory() - before;
    }

    /** Bytes of memory it takes, about. */
    long memory() {
        int parts = (sum == null ? 0 : 1) + (least == null ? 0 : 2) + (values == null ? 0 : 1);
        return BYTES + (long) parts * BYTES_OF_PART + (values == null ? 0 : values.memory());
    }

    /** An aggregate of the numbers; null where there are none. */
    @Nullable BigDecimal value(Aggregate aggregate) {
        if (count == 0) {
            return null;
        }
        return switch (aggregate.function()) {
            case COUNT -> BigDecimal.valueOf(count);
            case SUM -> sum == null ? null : sum.total();
            case MEAN ->
                    sum == null ? null : sum.total().divide(BigDecimal.valueOf(count), MEAN_DIGITS);
            case MIN -> least == null ? null : least.value();
            case MAX -> greatest == null ? null : greatest.value();
            case PERCENTILE -> values == null ? null : percentile(values, aggregate.percent());
        };
    }

    /** Whether percentiles are approximate. */
    boolean isApproximate() {
        return values != null && !values.isExact();
    }

    void write(RunOutput out) throws IOException {
        out.number(count);
        if (count == 0) {
            return;
        }
        if (sum != null) {
            sum.write(out);
        }
        if (least != null && greatest != null) {
            least.write(out);
            greatest.write(out);
        }
        if (values != null) {
            values.write(out);
        }
    }

    /** Adds what {@link #write} wrote. */
    void absorb(RunInput in) throws IOException {
        long more = in.number(Long.MAX_VALUE);
        if (more == 0) {
            return;
        }
        count += more;
        if (sum != null) {
            sum.absorb(in);
        }
        if (least != null && greatest != null) {
            least.absorb(in);
            greatest.absorb(in);
        }
        if (values != null) {
            values.absorb(in);
        }
    }

    private static BigDecimal percentile(PercentileValues values, int percent) {
        double value = values.percentile(percent);
        BigDecimal decimal = new BigDecimal(Double.toString(value));
        return values.isExact() ? decimal : decimal.round(APPROXIMATE_DIGITS);
    }
}
