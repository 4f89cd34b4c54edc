package io.gridmill.task.builtin.csv;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What must be known of one numeric column to compute all aggregates of it.
 *
 * @param column its name
 * @param sum whether its sum is needed
 * @param extremes whether its least and greatest value are needed
 * @param values whether its values are needed, for percentiles
 */
record Measure(String column, boolean sum, boolean extremes, boolean values) {

    /** One per column that the aggregates name, in the order in which they first do. */
    static List<Measure> of(List<Aggregate> aggregates) {
        Set<String> columns = new LinkedHashSet<>();
        for (Aggregate aggregate : aggregates) {
            if (aggregate.function() != Aggregate.Function.COUNT) {
                columns.add(aggregate.column());
            }
        }
        List<Measure> measures = new ArrayList<>();
        for (String column : columns) {
            measures.add(of(column, aggregates));
        }
        return List.copyOf(measures);
    }

    private static Measure of(String column, List<Aggregate> aggregates) {
        boolean sum = false;
        boolean extremes = false;
        boolean values = false;
        for (Aggregate aggregate : aggregates) {
            if (aggregate.column().equals(column)) {
                switch (aggregate.function()) {
                    case COUNT -> {}
                    case SUM, MEAN -> sum = true;
                    case MIN, MAX -> extremes = true;
                    case PERCENTILE -> values = true;
                }
            }
        }
        return new Measure(column, sum, extremes, values);
    }
}
