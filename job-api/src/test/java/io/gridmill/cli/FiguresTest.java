package io.gridmill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void writesDurations() {
        assertThat(Figures.duration(Duration.ofMillis(254))).isEqualTo("0.25s");
        assertThat(Figures.duration(Duration.ofMillis(12_340))).isEqualTo("12.3s");
        assertThat(Figures.duration(Duration.ofSeconds(245))).isEqualTo("4m05s");
        assertThat(Figures.duration(Duration.ofMinutes(127))).isEqualTo("2h07m");
        assertThat(Figures.duration(Duration.ofHours(76))).isEqualTo("3d04h");
    }

    @Test
    void writesNumbers() {
        assertThat(Figures.count(1_234_567)).isEqualTo("1,234,567");
        assertThat(Figures.rate(0.524)).isEqualTo("0.52");
        assertThat(Figures.rate(7.52)).isEqualTo("7.5");
        assertThat(Figures.rate(123_456.7)).isEqualTo("123,457");
        assertThat(Figures.rate(Double.NaN)).isEqualTo("-");
        assertThat(Figures.bytes(512)).isEqualTo("512 B");
        assertThat(Figures.bytes(1536)).isEqualTo("1.5 KiB");
    }

    @Test
    void saysHundredPercentOnlyWhenAllIsDone() {
        assertThat(Figures.percent(0.9999)).isEqualTo("99%");
        assertThat(Figures.percent(0.29)).isEqualTo("29%");
        assertThat(Figures.percent(1)).isEqualTo("100%");
    }

    @Test
    void writesTimesInUtc() {
        assertThat(Figures.time(Instant.parse("2026-01-31T12:00:00.123Z")))
                .isEqualTo("2026-01-31T12:00:00Z");
        assertThat(Figures.time(null)).isEqualTo("-");
    }
}
