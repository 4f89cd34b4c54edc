package io.gridmill.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When cron expressions are due, above all where clocks are changed. */
final class CronTimingTest {

    /** The times after one, in UTC. */
    private static List<String> times(String cron, String zone, String after, int count) {
        Timing timing = new CronTiming(CronExpression.parse(cron), ZoneId.of(zone));
        List<String> times = new ArrayList<>();
        OptionalLong next = OptionalLong.of(OffsetDateTime.parse(after).toInstant().toEpochMilli());
        for (int i = 0; i < count; i++) {
            next = timing.next(next.getAsLong());
            if (next.isEmpty()) {
                break;
            }
            times.add(Instant.ofEpochMilli(next.getAsLong()).toString());
        }
        return times;
    }

    @Test
    void aTimeThatIsLeftOutIsDueWhenTheClockIsPutForward() {
        // Berlin, 29 March 2026: 02:00 is followed by 03:00.
        assertThat(times("30 2 * * *", "Europe/Berlin", "2026-03-28T00:00:00Z", 3))
                .containsExactly(
                        "2026-03-28T01:30:00Z", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z");
    }

    @Test
    void severalTimesThatAreLeftOutAreDueOnce() {
        assertThat(times("0,20,40 2,3 * * *", "Europe/Berlin", "2026-03-29T00:00:00Z", 3))
                .containsExactly(
                        "2026-03-29T01:00:00Z", "2026-03-29T01:20:00Z", "2026-03-29T01:40:00Z");
    }

    @Test
    void aTimeThatComesTwiceIsDueTheFirstTime() {
        // Berlin, 25 October 2026: 03:00 is followed by 02:00.
        assertThat(times("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00Z", 2))
                .containsExactly("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
        assertThat(times("45 2 * * *", "Europe/Berlin", "2026-10-25T01:10:00Z", 1))
                .as("asked in the second pass, it was due in the first")
                .containsExactly("2026-10-26T01:45:00Z");
    }

    @Test
    void whatIsDueInEachHourFollowsTimeThatPasses() {
        assertThat(times("*/30 * * * *", "Europe/Berlin", "2026-10-24T23:50:00Z", 5))
                .containsExactly(
                        "2026-10-25T00:00:00Z",
                        "2026-10-25T00:30:00Z",
                        "2026-10-25T01:00:00Z",
                        "2026-10-25T01:30:00Z",
                        "2026-10-25T02:00:00Z");
        assertThat(times("15 * * * *", "Europe/Berlin", "2026-03-29T00:00:00Z", 3))
                .containsExactly(
                        "2026-03-29T00:15:00Z", "2026-03-29T01:15:00Z", "2026-03-29T02:15:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        // New York puts its clock forward on 8 March and back on 1 November 2026.
        "America/New_York, 30 2 * * *, 2026-03-08T00:00:00Z, 2026-03-08T07:00:00Z",
        "America/New_York, 30 1 * * *, 2026-10-31T12:00:00Z, 2026-11-01T05:30:00Z",
        // Lord Howe changes by half an hour: 02:00 is followed by 02:30 on 4 October 2026.
        "Australia/Lord_Howe, 15 2 * * *, 2026-10-03T15:00:00Z, 2026-10-03T15:30:00Z",
        "Asia/Kathmandu, 0 6 * * *, 2026-01-01T00:00:00Z, 2026-01-01T00:15:00Z",
        // Samoa left out 30 December 2011 altogether.
        "Pacific/Apia, 0 12 30 12 *, 2011-12-01T00:00:00Z, 2011-12-30T10:00:00Z",
        "UTC, 0 0 29 2 *, 2026-01-01T00:00:00Z, 2028-02-29T00:00:00Z",
        "Europe/Berlin, 0 0 29 2 *, 2026-01-01T00:00:00Z, 2028-02-28T23:00:00Z",
        "UTC, 0 0 13 * 5, 2026-01-05T00:00:00Z, 2026-01-09T00:00:00Z",
        "UTC, '*/15 * * * * *', 2026-01-01T00:00:01Z, 2026-01-01T00:00:15Z",
        "UTC, @hourly, 2026-01-01T00:10:00Z, 2026-01-01T01:00:00Z",
        "UTC, 0 0 * * 7, 2026-01-01T00:00:00Z, 2026-01-04T00:00:00Z",
        "UTC, 0 9 * * MON-FRI, 2026-01-02T10:00:00Z, 2026-01-05T09:00:00Z"
    })
    void nextTime(String zone, String cron, String after, String next) {
        assertThat(times(cron, zone, after, 1)).containsExactly(next);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Europe/Berlin",
                "America/New_York",
                "Australia/Lord_Howe",
                "America/Sao_Paulo",
                "Africa/Casablanca",
                "Asia/Tehran",
                "UTC"
            })
    void timesRiseAndADailyOneComesOnceADay(String zone) {
        for (String cron : List.of("30 2 * * *", "0 0 * * *", "59 23 * * *")) {
            List<String> times = times(cron, zone, "2025-01-01T12:00:00Z", 800);
            assertThat(times).hasSize(800).doesNotHaveDuplicates().isSorted();
            assertThat(times.stream().map(t -> day(t, zone))).doesNotHaveDuplicates();
        }
    }

    private static String day(String time, String zone) {
        return Instant.parse(time).atZone(ZoneId.of(zone)).toLocalDate().toString();
    }

    @Test
    void whatNeverComesIsSaidToNeverCome() {
        assertThat(times("0 0 30 2 *", "Europe/Berlin", "2026-01-01T00:00:00Z", 1)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "60 * * * * | not in range [0, 59]",
                "0 2 * * | has 4: minute hour day-of-month",
                "0 2 * * | Perhaps \"0 2 * * *\" (at 02:00)?",
                "0 0 2 ? * * | Perhaps \"0 0 2 * * *\" (at 02:00)?",
                "@dayly | did you mean @daily?",
                "*/0 * * * * | Period 0",
                "a b c d e | cannot be read"
            })
    void aBadExpressionIsToldWhatToWrite(String cron, String words) {
        assertThatThrownBy(() -> CronExpression.parse(cron)).hasMessageContaining(words);
    }

    @Test
    void theDescriptionIsInWords() {
        assertThat(
                        new CronTiming(
                                        CronExpression.parse("0 2 * * *"),
                                        ZoneId.of("Europe/Berlin"))
                                .description())
                .isEqualTo("at 02:00, Europe/Berlin");
        assertThat(new IntervalTiming(90_000, 0).description()).isEqualTo("every 1m30s");
    }

    @Test
    void anIntervalCountsFromItsAnchor() {
        Timing timing = new IntervalTiming(1_000, 10_500);
        assertThat(timing.next(0)).hasValue(10_500);
        assertThat(timing.next(10_499)).hasValue(10_500);
        assertThat(timing.next(10_500)).hasValue(11_500);
        assertThat(timing.next(99_999)).hasValue(100_500);
    }
}
