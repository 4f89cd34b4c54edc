package io.gridmill.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridmill.engine.StepCourse.Answer;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StepCourseTest {
    private static final long DAY = TimeUnit.DAYS.toNanos(1);
    private static final long PATIENCE = StepCourse.PATIENCE_NANOS;
    private static final long GRACE = StepCourse.GRACE_NANOS;

    /** Where nanoTime wraps around in mid-test. */
    private static final long START = Long.valueOf(Long.MAX_VALUE) - PATIENCE / 2;

    private static final Set<String> ALL = Set.of("a", "b", "c");
    private static final Set<String> REST = Set.of("a", "b");

    private final StepCourse course = new StepCourse(ALL);

    @Test
    void timeAloneEndsNoStep() {
        assertThat(course.at(ALL, START)).isEqualTo(Answer.GO_ON);
        assertThat(course.at(ALL, START + DAY)).isEqualTo(Answer.GO_ON);
        assertThat(course.cancelled()).isFalse();
    }

    @Test
    void whoJoinsOrHasNoPartInItDoesNotMatter() {
        course.left("worker", START);
        assertThat(course.at(Set.of("a", "b", "c", "d"), START)).isEqualTo(Answer.GO_ON);
        assertThat(course.at(ALL, START + DAY)).isEqualTo(Answer.GO_ON);
    }

    @Test
    void aStepThatLostAMemberIsCancelledAndThenGivenUp() {
        assertThat(course.at(REST, START)).isEqualTo(Answer.GO_ON);
        assertThat(course.at(REST, START + PATIENCE - 1)).isEqualTo(Answer.GO_ON);
        assertThat(course.cancelled()).isFalse();
        assertThat(course.at(REST, START + PATIENCE)).isEqualTo(Answer.CANCEL);
        assertThat(course.cancelled()).isTrue();
        assertThat(course.at(REST, START + PATIENCE + GRACE - 1)).isEqualTo(Answer.GO_ON);
        assertThat(course.at(REST, START + PATIENCE + GRACE)).isEqualTo(Answer.GIVE_UP);
    }

    @Test
    void patienceBeginsWhenTheMemberWasLost() {
        assertThat(course.at(REST, START + DAY)).isEqualTo(Answer.GO_ON);
        // Another one is lost later: that does not begin it anew.
        assertThat(course.at(Set.of("a"), START + DAY + 5)).isEqualTo(Answer.GO_ON);
        assertThat(course.at(Set.of("a"), START + DAY + PATIENCE)).isEqualTo(Answer.CANCEL);
    }

    @Test
    void aMemberThatWasAwayForAMomentIsLostAsWell() {
        course.left("c", START);
        assertThat(course.at(ALL, START + PATIENCE)).isEqualTo(Answer.CANCEL);
    }

    @Test
    void itWaitsLongerEachTime() {
        assertThat(StepCourse.waitMillis(1)).isEqualTo(1_000);
        assertThat(StepCourse.waitMillis(2)).isEqualTo(2_000);
        assertThat(StepCourse.waitMillis(6)).isEqualTo(32_000);
        assertThat(StepCourse.waitMillis(7)).isEqualTo(60_000);
        assertThat(StepCourse.waitMillis(Integer.MAX_VALUE)).isEqualTo(60_000);
    }
}
