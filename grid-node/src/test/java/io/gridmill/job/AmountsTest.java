package io.gridmill.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountsTest {
    @ParameterizedTest
    @CsvSource({"2, 2000, 2", "0.5, 500, 0.5", "1.25, 1250, 1.25", "3k, 3000000, 3000", "0, 0, 0"})
    void amountsAreReadAndWritten(String text, long thousandths, String shown) {
        assertThat(Amounts.parse(text)).contains(thousandths);
        assertThat(Amounts.text("gpu", thousandths)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"2GiB, 2GiB", "512 MiB, 512MiB", "1GB, 1000000000", "1.5GiB, 1536MiB"})
    void memoryIsShownAsPeopleWriteIt(String text, String shown) {
        assertThat(Amounts.text("memory", Amounts.parse(text).orElseThrow())).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1e9", "2 gigs", "NaN", "0.0001", "2000000000000000"})
    void whatIsNoAmountIsRefused(String text) {
        assertThat(Amounts.parse(text)).isEmpty();
    }

    @Test
    void namesAreShortAndLowerCase() {
        assertThat(Amounts.isName("nvidia.com-gpu")).isTrue();
        assertThat(Amounts.isName("GPU")).isFalse();
        assertThat(Amounts.isName("a".repeat(33))).isFalse();
    }
}
