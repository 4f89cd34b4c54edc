package io.gridmill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridmill.client.Jobs;
import io.gridmill.job.JobState;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressLineTest {
    private static final ProgressView HALF =
            new ProgressView(
                    JobState.RUNNING, 1000, 2000, true, 0.5, 512, 4, 3, Duration.ofSeconds(2));

    @Test
    void drawsABarWithAllFactsWhereThereIsRoom() {
        assertThat(ProgressLine.bar(HALF, 120, false))
                .isEqualTo(
                        "running  [###################...................]  50%  1,000/2,000"
                                + "  3 failed  ETA 2s  512/s  4 running");
    }

    @Test
    void drawsWithBlocksWhereTheTerminalKnowsThem() {
        assertThat(ProgressLine.bar(HALF, 120, true)).contains("████████████████████░░░░");
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 30, 40, 60, 80, 100, 200})
    void fitsAnyWidth(int columns) {
        String line = ProgressLine.bar(HALF, columns, false);
        assertThat(line).hasSizeLessThan(columns).startsWith("running");
        assertThat(line).contains("50%");
    }

    @Test
    void leavesOutWhatMattersLeastFirst() {
        assertThat(ProgressLine.bar(HALF, 60, false)).contains("3 failed").doesNotContain("512/s");
    }

    @Test
    void writesAPlainLine() {
        assertThat(ProgressLine.plain(HALF))
                .isEqualTo("running: 50%, 1,000/2,000, 3 failed, ETA 2s, 512/s, 4 running");
    }

    @Test
    void aNumberThatStillGrowsIsMarked() {
        ProgressView splitting =
                new ProgressView(JobState.SPLITTING, 0, 500, false, 0, 0, 0, 0, null);
        assertThat(ProgressLine.plain(splitting)).isEqualTo("splitting: 0%, 0/500+");
    }

    @Test
    void foreseesTheEndFromTheRate() {
        ProgressView view = ProgressView.of(Jobs.job(JobState.RUNNING, 20, 0), 10);
        assertThat(view.remaining()).isEqualTo(Duration.ofSeconds(8));
        assertThat(ProgressView.of(Jobs.job(JobState.RUNNING, 20, 0), 0).remaining()).isNull();
    }

    @Test
    void measuresTheRateOverTheLastSeconds() {
        RateWindow window = new RateWindow(5_000_000_000L);
        assertThat(window.add(0, 0)).isZero();
        assertThat(window.add(1_000_000_000L, 100)).isEqualTo(100);
        for (int second = 2; second < 10; second++) {
            window.add(second * 1_000_000_000L, 100);
        }
        assertThat(window.add(10_000_000_000L, 100)).isZero();
    }

    @Test
    void aCountThatDropsGivesNoNegativeRate() {
        RateWindow window = new RateWindow(5_000_000_000L);
        window.add(0, 50);
        assertThat(window.add(1_000_000_000L, 40)).isZero();
        assertThat(window.add(2_000_000_000L, 45)).isEqualTo(5);
    }

    @Test
    void summarises() {
        assertThat(ProgressDisplay.summary(Jobs.job(JobState.SUCCEEDED, 100, 0)))
                .isEqualTo("succeeded: 100 tasks in 2.5s, 40 tasks/s, 3 retried, 1 lost");
    }
}
