package io.gridmill.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestingTest {
    @ParameterizedTest
    @CsvSource({
        "3, 3, 2, true",
        "2, 3, 2, false",
        "1, 2, 2, false",
        "2, 2, 2, true",
        "1, 1, 2, true",
        "5, 6, 2, true",
        "3, 6, 2, true",
        "2, 6, 2, false",
        "1, 3, 0, true",
        "5, 6, 2147483647, false",
        "6, 6, 2147483647, true"
    })
    void thereAreMembersForAllCopies(int members, int most, int backups, boolean enough) {
        assertThat(Resting.enough(members, most, backups)).isEqualTo(enough);
    }
}
