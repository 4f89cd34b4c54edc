package io.gridmill.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The order in which jobs are served. */
class JobOrderTest {
    @Test
    void levelThenUseThenSubmissionThenId() {
        List<JobOrder> expected =
                List.of(
                        new JobOrder(10, 2, 9, 900, "waited"),
                        new JobOrder(10, 10, 3, 900, "late but urgent"),
                        new JobOrder(5, 5, 0.5, 999, "of one who had less"),
                        new JobOrder(5, 5, 1, 100, "a"),
                        new JobOrder(5, 5, 1, 100, "b"),
                        new JobOrder(5, 5, 1, 101, "a"),
                        new JobOrder(1, 1, 0, 0, "patient"));
        List<JobOrder> shuffled = new ArrayList<>(expected);
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(shuffled, new Random(seed));
            Collections.sort(shuffled);
            assertThat(shuffled).isEqualTo(expected);
        }
    }

    @Test
    void onlyTheSameJobIsEqual() {
        JobOrder order = new JobOrder(5, 5, 1, 100, "a");
        assertThat(order).isEqualByComparingTo(new JobOrder(5, 5, 1, 100, "a"));
        assertThat(order.compareTo(new JobOrder(5, 5, 1, 100, "b"))).isNotZero();
    }
}
