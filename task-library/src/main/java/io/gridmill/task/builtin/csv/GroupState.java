package io.gridmill.task.builtin.csv;

import java.io.IOException;
import java.util.List;

/** What is known of the rows of one group. */
final class GroupState {
    private static final int BYTES = 64;

    private final MeasureState[] measures;
    private long rows;

    GroupState(List<Measure> measures) {
        this.measures = measures.stream().map(MeasureState::new).toArray(MeasureState[]::new);
    }

    void addRow() {
        rows++;
    }

    /** Number of rows. */
    long rows() {
        return rows;
    }

    MeasureState measure(int number) {
        return measures[number];
    }

    /** Bytes of memory it takes, about. */
    long memory() {
        long sum = BYTES;
        for (MeasureState measure : measures) {
            sum += measure.memory();
        }
        return sum;
    }

    /** Whether any percentile is approximate. */
    boolean isApproximate() {
        for (MeasureState measure : measures) {
            if (measure.isApproximate()) {
                return true;
            }
        }
        return false;
    }

    void write(RunOutput out) throws IOException {
        out.number(rows);
        for (MeasureState measure : measures) {
            measure.write(out);
        }
    }

    /** Adds what {@link #write} wrote. */
    void absorb(RunInput in) throws IOException {
        rows += in.number(Long.MAX_VALUE);
        for (MeasureState measure : measures) {
            measure.absorb(in);
        }
    }
}
