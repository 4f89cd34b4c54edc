package io.gridmill.cli.bench;

import java.util.Arrays;
import java.util.List;

/** Samples of one quantity in ascending order, at least one. */
final class Samples {
    private final double[] sorted;

    Samples(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("There are no samples");
        }
        sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    double median() {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The smallest sample that at least {@code percent} of all do not exceed. */
    double percentile(double percent) {
        int rank = (int) Math.ceil(percent / 100 * sorted.length);
        return sorted[Math.clamp(rank, 1, sorted.length) - 1];
    }

    double least() {
        return sorted[0];
    }

    double most() {
        return sorted[sorted.length - 1];
    }

    /** Distance of the extremes as share of the median. */
    double spread() {
        return (most() - least()) / median();
    }

    @Override
    public String toString() {
        return Arrays.toString(sorted);
    }
}
