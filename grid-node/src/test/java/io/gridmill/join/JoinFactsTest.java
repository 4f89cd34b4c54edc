package io.gridmill.join;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class JoinFactsTest {
    private static final JoinFacts USUAL = facts(7, 2, 0, true, "none");

    @Test
    void theSameGoTogether() {
        assertThat(USUAL.difference(facts(7, 2, 0, true, "none"))).isEmpty();
    }

    @Test
    void saysEverythingThatDiffersAndWhatToDo() {
        JoinFacts other =
                new JoinFacts("10.0.0.2:5701", "0.2", "other", 8, "5.8", 1, 3, true, "file-9");
        assertThat(USUAL.difference(other))
                .startsWith("This node and the member at 10.0.0.2:5701 differ in ")
                .contains("--cluster-name (grid here, other there: give both the same)")
                .contains("Hazelcast (5.7 here, 5.8 there: run one version of Gridmill on all")
                .contains("(7 of Gridmill 0.1 here, 8 of Gridmill 0.2 there: run one version")
                .contains("--backups (2 here, 1 there: give both the same)")
                .contains("--cluster-size (0 here, 3 there: give both the same)")
                .endsWith("the store (give both the same --store and --store-url)");
    }

    @Test
    void bothSidesSeeADifferenceOrNone() {
        JoinFacts[] all = {
            USUAL,
            facts(8, 2, 0, true, "none"),
            facts(7, 1, 0, true, "none"),
            facts(7, 2, 3, true, "none"),
            facts(7, 2, 0, true, "db"),
            facts(7, 2, 0, false, "none"),
            facts(7, 2, 0, false, "db"),
        };
        for (JoinFacts one : all) {
            for (JoinFacts other : all) {
                assertThat(one.difference(other).isEmpty())
                        .as("%s and %s", one, other)
                        .isEqualTo(other.difference(one).isEmpty());
            }
        }
    }

    @Test
    void aWorkerNeedsNeitherStoreNorSizeButMayNotHaveAnotherStore() {
        JoinFacts data = facts(7, 2, 3, true, "db");
        assertThat(facts(7, 2, 0, false, "none").difference(data)).isEmpty();
        assertThat(facts(7, 2, 0, false, "other").difference(data)).contains("the store");
    }

    @Test
    void readsWhatItWroteAndIgnoresWhatLaterVersionsAdd() throws IOException {
        byte[] bytes = USUAL.bytes();
        assertThat(JoinFacts.of(bytes)).isEqualTo(USUAL);
        assertThat(JoinFacts.of(Arrays.copyOf(bytes, bytes.length + 9))).isEqualTo(USUAL);
    }

    private static JoinFacts facts(int wire, int backups, int size, boolean data, String store) {
        return new JoinFacts(
                "10.0.0.1:5701", "0.1", "grid", wire, "5.7", backups, size, data, store);
    }
}
