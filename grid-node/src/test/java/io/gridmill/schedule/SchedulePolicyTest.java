package io.gridmill.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridmill.schedule.Schedule.CatchUp;
import io.gridmill.schedule.Schedule.Overlap;
import io.gridmill.schedule.SchedulePolicy.Answer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a schedule does at a time, whatever has happened before. */
final class SchedulePolicyTest {
    private static final long SECOND = 1_000;
    private static final long HOUR = 3_600_000;
    private static final long START = 1_000 * HOUR;

    private final List<Long> fired = new ArrayList<>();

    /** Every ten seconds, on the full ten. */
    private static Schedule schedule(Overlap overlap, CatchUp catchUp, int limit) {
        return new Schedule(
                "s",
                null,
                10 * SECOND,
                "UTC",
                new Schedule.Policy(overlap, catchUp, limit),
                true,
                START,
                0,
                "{}",
                new Schedule.Owner("me", START, START));
    }

    private static ScheduleRecord begun(Overlap overlap, CatchUp catchUp, int limit) {
        return ScheduleRecord.created(schedule(overlap, catchUp, limit), START);
    }

    /** Carries out all that is to be done at a time; the job before runs as long as it is said. */
    private ScheduleRecord run(ScheduleRecord record, long now, boolean running) {
        ScheduleRecord at = record;
        boolean runs = running;
        for (int i = 0; i < 5_000; i++) {
            Timing timing = at.schedule().timing();
            switch (SchedulePolicy.decide(at, timing, now, runs)) {
                case Answer.Wait _ -> {
                    return at;
                }
                case Answer.Pass pass -> {
                    assertThat(pass.after().version()).isEqualTo(at.version() + 1);
                    at = pass.after();
                }
                case Answer.Fire fire -> {
                    fired.add(fire.due() - START);
                    at = SchedulePolicy.fired(fire, "job-" + fire.due(), now);
                    runs = running;
                }
            }
        }
        throw new AssertionError("It never comes to rest: " + at);
    }

    @Test
    void aTimeFiresOnceWhenItComes() {
        ScheduleRecord record = begun(Overlap.ALLOW, CatchUp.NONE, 1);
        record = run(record, START + 9 * SECOND, false);
        assertThat(fired).isEmpty();
        record = run(record, START + 10 * SECOND, false);
        record = run(record, START + 12 * SECOND, false);
        assertThat(fired).containsExactly(10 * SECOND);
        assertThat(record.counts().fired()).isEqualTo(1);
        assertThat(record.lastJob()).isEqualTo("job-" + (START + 10 * SECOND));
    }

    @Test
    void whatWasDueWhileAnotherMemberTookOverFires() {
        run(begun(Overlap.ALLOW, CatchUp.NONE, 1), START + 35 * SECOND, false);
        assertThat(fired).containsExactly(10 * SECOND, 20 * SECOND, 30 * SECOND);
    }

    @Test
    void skipLetsATimePassWhileTheJobBeforeRuns() {
        ScheduleRecord record = begun(Overlap.SKIP, CatchUp.NONE, 1);
        record = run(record, START + 10 * SECOND, false);
        record = run(record, START + 20 * SECOND, true);
        record = run(record, START + 30 * SECOND, false);
        assertThat(fired).containsExactly(10 * SECOND, 30 * SECOND);
        assertThat(record.counts().skipped()).isEqualTo(1);
    }

    @Test
    void queueRunsEachTimeAfterTheJobBeforeAndHasALimit() {
        ScheduleRecord record = begun(Overlap.QUEUE, CatchUp.NONE, 1);
        for (long t = 10; t <= 1_020; t += 10) {
            record = run(record, START + t * SECOND, true);
        }
        assertThat(fired).isEmpty();
        assertThat(record.backlog()).hasSize(100).startsWith(START + 10 * SECOND);
        assertThat(record.counts().skipped()).isEqualTo(2);
        record = run(record, START + 1_021 * SECOND, false);
        assertThat(fired).hasSize(100).isSorted();
        assertThat(record.backlog()).isEmpty();
    }

    @Test
    void cancelPreviousNamesTheJobBefore() {
        ScheduleRecord record = begun(Overlap.CANCEL_PREVIOUS, CatchUp.NONE, 1);
        record = run(record, START + 10 * SECOND, false);
        Answer answer =
                SchedulePolicy.decide(
                        record, record.schedule().timing(), START + 20 * SECOND, true);
        assertThat(answer).isInstanceOf(Answer.Fire.class);
        assertThat(((Answer.Fire) answer).cancel()).isEqualTo("job-" + (START + 10 * SECOND));
    }

    @Test
    void missedTimesAreLeftOutUnlessToBeMadeUpFor() {
        ScheduleRecord none = run(begun(Overlap.ALLOW, CatchUp.NONE, 1), START + HOUR, false);
        // The last minute is not missed, only late.
        assertThat(fired).hasSize(7);
        assertThat(none.counts().missed()).isEqualTo(353);
        fired.clear();
        ScheduleRecord last = run(begun(Overlap.ALLOW, CatchUp.LAST, 1), START + HOUR, false);
        assertThat(fired).hasSize(8).contains(HOUR - 70 * SECOND);
        assertThat(last.counts().missed()).isEqualTo(352);
        fired.clear();
        ScheduleRecord all = run(begun(Overlap.ALLOW, CatchUp.ALL, 100), START + HOUR, false);
        assertThat(fired).hasSize(107).contains(HOUR, HOUR - 1_060 * SECOND).isSorted();
        assertThat(all.counts().missed()).isEqualTo(253);
        assertThat(all.counts().fired()).isEqualTo(107);
    }

    @Test
    void yearsOfSecondsAreNotGoneThroughOneByOne() {
        ScheduleRecord record = begun(Overlap.ALLOW, CatchUp.ALL, 5);
        record = run(record, START + 100_000 * HOUR, false);
        assertThat(fired).hasSize(12);
        assertThat(record.counts().missed()).isGreaterThan(9_999);
    }

    @Test
    void aClockThatGoesBackFiresNothingTwice() {
        ScheduleRecord record = begun(Overlap.ALLOW, CatchUp.NONE, 1);
        record = run(record, START + 100 * SECOND, false);
        fired.clear();
        record = run(record, START + 50 * SECOND, false);
        record = run(record, START + 100 * SECOND, false);
        assertThat(fired).isEmpty();
        record = run(record, START + 110 * SECOND, false);
        assertThat(fired).containsExactly(110 * SECOND);
        assertThat(record.checked()).isEqualTo(START + 110 * SECOND);
    }

    @Test
    void aClockThatWasFarAheadIsNotWaitedFor() {
        ScheduleRecord record = begun(Overlap.ALLOW, CatchUp.NONE, 1);
        record = run(record, START + 1_000 * HOUR, false);
        fired.clear();
        record = run(record, START + 100 * SECOND, false);
        run(record, START + 110 * SECOND, false);
        assertThat(fired).containsExactly(110 * SECOND);
    }

    @Test
    void whatIsSwitchedOffDoesNothingAndBeginsAnewWhenSwitchedOn() {
        ScheduleRecord record = begun(Overlap.ALLOW, CatchUp.ALL, 100);
        Schedule on = record.schedule();
        record = record.replaced(enabled(on, false), START + 5 * SECOND);
        record = run(record, START + HOUR, false);
        assertThat(fired).isEmpty();
        record = record.replaced(on, START + HOUR + 1);
        record = run(record, START + HOUR + 10 * SECOND, false);
        assertThat(fired).containsExactly(HOUR + 10 * SECOND);
        assertThat(record.counts().missed()).isZero();
    }

    private static Schedule enabled(Schedule s, boolean enabled) {
        return new Schedule(
                s.name(),
                s.cron(),
                s.everyMillis(),
                s.zone(),
                s.policy(),
                enabled,
                s.from(),
                s.until(),
                s.job(),
                s.owner());
    }

    @Test
    void limitsCountAsTimes() {
        Schedule s = schedule(Overlap.ALLOW, CatchUp.NONE, 1);
        Schedule limited =
                new Schedule(
                        "s",
                        null,
                        s.everyMillis(),
                        "UTC",
                        s.policy(),
                        true,
                        START + 20 * SECOND,
                        START + 30 * SECOND,
                        "{}",
                        s.owner());
        run(ScheduleRecord.created(limited, START), START + 55 * SECOND, false);
        assertThat(fired).containsExactly(20 * SECOND, 30 * SECOND);
    }

    @Test
    void aStepThatAnotherMemberHasTakenIsRefused() {
        ScheduleRecord record = begun(Overlap.ALLOW, CatchUp.NONE, 1);
        ScheduleRecord after = run(record, START + 10 * SECOND, false);
        ScheduleChange step = new ScheduleChange.Advance(after);
        assertThat(ScheduleChange.apply(record, step)).isEqualTo(after);
        assertThat(ScheduleChange.apply(after, step)).isNull();
        assertThat(ScheduleChange.apply(null, step)).isNull();
    }

    @Test
    void aRecordTravelsWhole() throws IOException {
        ScheduleRecord record = begun(Overlap.QUEUE, CatchUp.ALL, 7);
        record = run(record, START + 10 * SECOND, false);
        record = run(record, START + 20 * SECOND, true);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ScheduleCodec.write(record, new DataOutputStream(bytes));
        ScheduleRecord read =
                ScheduleCodec.read(
                        new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        assertThat(read).isEqualTo(record);
    }
}
