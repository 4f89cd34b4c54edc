package io.gridmill.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridmill.job.JobBrief;
import io.gridmill.job.LossRule;
import io.gridmill.job.Placement;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

/** What is missed, for how long, and when it counts as lost. */
class MissingDataTest {
    private static final long PATIENCE = 30_000_000_000L;

    private final MissingData missing = new MissingData(PATIENCE);

    private static JobBrief job(int generation) {
        return new JobBrief(
                "job",
                new JobBrief.Claimable("noop", 5, "user", Placement.ANYWHERE, 0),
                0,
                generation,
                1,
                4,
                true,
                false,
                false,
                false,
                LossRule.DEFAULT,
                new JobBrief.Share("user", 4, 0, 0));
    }

    private static BitSet set(int... numbers) {
        BitSet set = new BitSet();
        for (int number : numbers) {
            set.set(number);
        }
        return set;
    }

    @Test
    void aBlockIsLostWhenItStaysAwayForThePatience() {
        missing.looked(job(1), 2, false, 0);
        assertThat(missing.lost(job(1), PATIENCE - 1)).isEqualTo(set());
        missing.looked(job(1), 2, false, PATIENCE - 1);
        assertThat(missing.lost(job(1), PATIENCE)).isEqualTo(set(2));
        assertThat(missing.lost(job(1), PATIENCE + 1)).as("told just now").isEqualTo(set());
        assertThat(missing.lost(job(1), 2 * PATIENCE)).as("told in vain").isEqualTo(set(2));
    }

    @Test
    void aBlockThatCameBackWasNotLost() {
        missing.looked(job(1), 2, false, 0);
        missing.looked(job(1), 2, true, 5);
        missing.looked(job(1), 2, false, 10);
        assertThat(missing.lost(job(1), PATIENCE)).isEqualTo(set());
    }

    @Test
    void aBlockThatIsSeenOrElsewhereIsNotLookedForAnyMore() {
        missing.looked(job(1), 1, false, 0);
        missing.looked(job(1), 2, false, 0);
        missing.only(job(1), set(1));
        assertThat(missing.lost(job(1), PATIENCE)).isEqualTo(set(1));
    }

    @Test
    void theNextGenerationIsMissedAnew() {
        missing.looked(job(1), 1, false, 0);
        assertThat(missing.lost(job(2), PATIENCE)).isEqualTo(set());
        missing.looked(job(2), 1, false, PATIENCE);
        assertThat(missing.lost(job(2), PATIENCE + 1)).isEqualTo(set());
    }

    @Test
    void aRecordIsLostWhenItStaysAwayForThePatience() {
        assertThat(missing.noRecord("job", 0)).isFalse();
        assertThat(missing.noRecord("job", PATIENCE)).isTrue();
        missing.found("job");
        assertThat(missing.noRecord("job", 2 * PATIENCE)).isFalse();
    }

    @Test
    void onlyWhoDiedLatelyIsNamed() {
        missing.died("a", 0);
        missing.died("b", 10 * PATIENCE);
        assertThat(missing.diedLately(10 * PATIENCE + 1)).containsExactly("b");
    }
}
