package io.gridmill.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class HealthJudgeTest {
    private final HealthJudge judge = new HealthJudge(HealthLimits.defaults());

    private static VitalSigns cpu(double all, double grid) {
        return new VitalSigns(all, grid, 0, 0, 0.2, 0.3, 0);
    }

    private List<String> after(int samples, VitalSigns signs) {
        List<String> reasons = List.of();
        for (int i = 0; i < samples; i++) {
            reasons = judge.judge(signs);
        }
        return reasons;
    }

    @Test
    void whatTheGridUsesItselfIsNoReason() {
        assertThat(after(100, cpu(1.0, 0.95))).isEmpty();
        assertThat(after(100, new VitalSigns(0.5, 0.5, 6, 5, 0.2, 0.3, 0))).isEmpty();
    }

    @Test
    void othersThatStayAreAReasonWithFigureAndLimit() {
        assertThat(after(20, cpu(1.0, 0.2)))
                .containsExactly(
                        "others use 80 % of the machine's processors (health.foreignCpu is 50 %)");
    }

    @Test
    void aShortPeakIsNone() {
        after(20, cpu(0.1, 0));
        assertThat(after(8, cpu(1.0, 0))).isEmpty();
        assertThat(after(1, cpu(0.1, 0))).isEmpty();
    }

    @Test
    void aNodeRecoversOnceOthersHaveGoneForAWhile() {
        after(20, cpu(1.0, 0));
        assertThat(after(5, cpu(0.1, 0)))
                .singleElement()
                .asString()
                .endsWith("(health.foreignCpu is 50 %; it takes work again soon)");
        assertThat(after(10, cpu(0.1, 0))).isEmpty();
    }

    @Test
    void aFigureAboutTheLimitDoesNotFlap() {
        RandomGenerator dice = RandomGenerator.of("L64X128MixRandom");
        int changes = 0;
        boolean before = false;
        for (int i = 0; i < 2_000; i++) {
            double near = 0.5 + (dice.nextDouble() - 0.5) * 0.15;
            boolean now = !judge.judge(cpu(near, 0)).isEmpty();
            changes += now == before ? 0 : 1;
            before = now;
        }
        assertThat(changes).isLessThanOrEqualTo(1);
    }

    @Test
    void allReasonsAreTold() {
        List<String> reasons = after(20, new VitalSigns(1, 0, 5, 1, 0.95, 0.97, 2));
        assertThat(reasons)
                .containsExactly(
                        "others use 100 % of the machine's processors (health.foreignCpu is 50 %)",
                        "others make a load of 4.0 per core (health.foreignLoad is 2.0)",
                        "tasks and records need 95 % of the heap after a collection (health.memory"
                                + " is 90 %)",
                        "all programs use 97 % of the machine's memory (health.memory is 90 %)",
                        "2 threads with code that does not stop were left behind; restart the"
                                + " node");
        assertThat(judge.heapRaised()).isTrue();
    }

    @Test
    void whatIsNotKnownIsNoReason() {
        assertThat(after(50, new VitalSigns(-1, 0, -1, 0, -1, -1, 1))).isEmpty();
    }

    @Test
    void switchedOffItNeverFindsAny() {
        HealthJudge off = new HealthJudge(HealthLimits.off());
        List<String> reasons = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            reasons.addAll(off.judge(new VitalSigns(1, 0, 900, 0, 1, 1, 0)));
        }
        assertThat(reasons).isEmpty();
    }

    @Test
    void aLimitThatIsNoneIsRefusedByItsKey() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HealthLimits(0, 2, 0.9))
                .withMessageContaining("health.foreignCpu");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HealthLimits(0.5, 2, Double.NaN))
                .withMessageContaining("health.memory");
    }
}
