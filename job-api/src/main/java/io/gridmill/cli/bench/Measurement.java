package io.gridmill.cli.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import org.jspecify.annotations.Nullable;

/**
 * One figure with what belongs to it.
 *
 * @param value the figure, in {@code unit}
 * @param nodes members of the grid
 * @param p50 median of the samples, in {@code unit}
 * @param p99 the sample that 99 of 100 are no worse than
 * @param spread distance of the best and the worst sample, as share of the median
 * @param reference the same work without Gridmill
 * @param ratio {@code value} over the reference's
 */
@JsonInclude(Include.NON_NULL)
public record Measurement(
        String name,
        double value,
        String unit,
        int nodes,
        @Nullable Double p50,
        @Nullable Double p99,
        @Nullable Double spread,
        @Nullable Reference reference,
        @Nullable Double ratio) {

    /** What another program does in the same unit. */
    public record Reference(String name, double value) {}

    /** The median of samples of which more is better. */
    static Measurement ofRates(
            String name, String unit, int nodes, Samples rates, @Nullable Reference reference) {
        double median = rates.median();
        return new Measurement(
                name,
                median,
                unit,
                nodes,
                median,
                rates.percentile(1),
                rates.spread(),
                reference,
                reference == null ? null : median / reference.value());
    }

    /** The median of samples of which less is better. */
    static Measurement ofTimes(
            String name, String unit, int nodes, Samples times, @Nullable Reference reference) {
        double median = times.median();
        return new Measurement(
                name,
                median,
                unit,
                nodes,
                median,
                times.percentile(99),
                times.spread(),
                reference,
                reference == null ? null : median / reference.value());
    }
}
