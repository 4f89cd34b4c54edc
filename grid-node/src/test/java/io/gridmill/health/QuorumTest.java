package io.gridmill.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridmill.health.Quorum.Standing;
import org.junit.jupiter.api.Test;

class QuorumTest {
    @Test
    void aMajorityOfTheMostThatWereSeenIsNeeded() {
        Quorum five = Quorum.of(0).seen(3).seen(5).seen(4);
        assertThat(five.needed()).isEqualTo(3);
        assertThat(five.standing(3)).isEqualTo(Standing.MET);
        assertThat(five.standing(2)).isEqualTo(Standing.BELOW);
    }

    @Test
    void thoseThatAreLeftGoOnWhenSomebodyVouchesForTheLoss() {
        Quorum lost = Quorum.of(5).seen(5);
        assertThat(lost.standing(2)).isEqualTo(Standing.BELOW);
        assertThat(lost.afterLoss(2).standing(2)).isEqualTo(Standing.OFF);
        Quorum many = Quorum.of(0).seen(9).afterLoss(4);
        assertThat(many.standing(4)).isEqualTo(Standing.MET);
        assertThat(many.standing(2)).as("from then on as ever").isEqualTo(Standing.BELOW);
        assertThat(many.seen(6).needed()).isEqualTo(4);
    }

    @Test
    void ofTwoEqualHalvesNoneDecides() {
        assertThat(Quorum.of(0).seen(4).standing(2)).isEqualTo(Standing.BELOW);
    }

    @Test
    void noTwoDisjointPartsBothDecide() {
        for (int size = Quorum.FEWEST; size < 50; size++) {
            Quorum quorum = Quorum.of(0).seen(size);
            for (int one = 0; one <= size; one++) {
                boolean both =
                        quorum.standing(one) == Standing.MET
                                && quorum.standing(size - one) == Standing.MET;
                assertThat(both).as("%d of %d", one, size).isFalse();
            }
        }
    }

    @Test
    void belowThreeMembersItIsOff() {
        assertThat(Quorum.of(0).standing(1)).isEqualTo(Standing.OFF);
        assertThat(Quorum.of(0).seen(2).standing(1)).isEqualTo(Standing.OFF);
        assertThat(Quorum.of(0).seen(3).standing(1)).isEqualTo(Standing.BELOW);
    }

    @Test
    void theConfiguredSizeCountsAlsoWhereFewerWereSeen() {
        assertThat(Quorum.of(5).seen(2).standing(2)).isEqualTo(Standing.BELOW);
        assertThat(Quorum.of(1).seen(9).standing(1)).isEqualTo(Standing.OFF);
    }

    @Test
    void whoSaysGoodbyeIsNotMissedAndNoMoreThanThat() {
        Quorum five = Quorum.of(0).seen(5);
        assertThat(five.afterGoodbye().standing(2)).isEqualTo(Standing.BELOW);
        assertThat(five.afterGoodbye().afterGoodbye().standing(2)).isEqualTo(Standing.MET);
        // A person who stops a node of the smaller side does not free the rest of it.
        assertThat(five.afterGoodbye().standing(1)).isEqualTo(Standing.BELOW);
    }

    @Test
    void whatIsSaidNamesTheFigures() {
        assertThat(Quorum.of(0).seen(5).told(2)).contains("2 of 5").contains("3 are needed");
    }
}
