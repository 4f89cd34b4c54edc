package io.gridmill.cluster.members;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class BackupReportsTest {
    private static final long FRESH = BackupReports.FRESH_NANOS;

    /** Close to where nanoTime wraps around. */
    private static final long START = Long.valueOf(Long.MAX_VALUE) - FRESH;

    private final BackupReports<String> reports = new BackupReports<>();

    @Test
    void onlyWhenAllSayThatTheyAreTheyAre() {
        reports.members(Set.of("a", "b"), START);
        assertThat(reports.verdict(START)).isNull();
        reports.said("a", true, START + 1);
        assertThat(reports.verdict(START + 2)).isNull();
        reports.said("b", true, START + 1);
        assertThat(reports.verdict(START + 2)).isTrue();
    }

    @Test
    void oneThatMissesCopiesIsEnough() {
        reports.members(Set.of("a", "b"), START);
        reports.said("b", false, START + 1);
        assertThat(reports.verdict(START + 2)).isFalse();
        reports.said("b", true, START + 3);
        assertThat(reports.verdict(START + 4)).isNull();
    }

    @Test
    void anAnswerIsGoodForAWhile() {
        reports.members(Set.of("a"), START);
        reports.said("a", true, START);
        assertThat(reports.verdict(START + FRESH)).isTrue();
        assertThat(reports.knows("a", START + FRESH)).isTrue();
        assertThat(reports.verdict(START + FRESH + 1)).isNull();
        assertThat(reports.knows("a", START + FRESH + 1)).isFalse();
    }

    @Test
    void whatWasSeenBeforeTheMembersChangedCountsNoMore() {
        reports.members(Set.of("a", "b"), START);
        reports.said("a", true, START);
        reports.said("b", true, START);
        reports.members(Set.of("a"), START + 10);
        assertThat(reports.verdict(START + 10)).isNull();
        // Its look began before the other went.
        reports.said("a", true, START + 9);
        assertThat(reports.verdict(START + 11)).isNull();
        reports.said("a", true, START + 10);
        assertThat(reports.verdict(START + 11)).isTrue();
    }

    @Test
    void whoIsNoMemberIsNotHeard() {
        reports.members(Set.of("a"), START);
        reports.said("b", false, START + 1);
        reports.said("a", true, START + 1);
        assertThat(reports.verdict(START + 2)).isTrue();
    }

    @Test
    void theSameMembersAgainChangeNothing() {
        reports.members(Set.of("a"), START);
        reports.said("a", true, START + 1);
        reports.members(Set.of("a"), START + 2);
        assertThat(reports.verdict(START + 3)).isTrue();
    }
}
