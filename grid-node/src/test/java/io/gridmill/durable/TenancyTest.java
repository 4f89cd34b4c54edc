package io.gridmill.durable;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridmill.durable.Tenancy.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may use a store that others used before, or use. */
class TenancyTest {
    private static final long LEASE = Tenancy.LEASE.toNanos();

    private static Tenant tenant(String grid, String host, long pid, long beat) {
        return new Tenant("node-" + pid, grid, host, "10.0.0.1:5701", pid, 1_000, beat);
    }

    private static Tenancy mine() {
        return new Tenancy("mine", "here", tenant -> tenant.pid() == 1);
    }

    @Test
    void nodesOfTheSameGridShareIt() {
        List<Tenant> others = List.of(tenant("mine", "here", 1, 5), tenant("mine", "there", 2, 7));
        assertThat(mine().judge(others, 0)).isInstanceOf(Answer.Free.class);
        assertThat(mine().judge(List.of(), 0)).isInstanceOf(Answer.Free.class);
    }

    @Test
    void aProcessOfThisMachineIsSeenToRunOrNot() {
        assertThat(mine().judge(List.of(tenant("other", "here", 1, 5)), 0))
                .isInstanceOf(Answer.Taken.class);
        assertThat(mine().judge(List.of(tenant("other", "here", 2, 5)), 0))
                .isInstanceOf(Answer.Free.class);
    }

    @Test
    void ofAnotherMachineOnlyTheBeatIsSeen() {
        Tenancy tenancy = mine();
        List<Tenant> before = List.of(tenant("other", "there", 1, 5));
        assertThat(tenancy.judge(before, 100)).isInstanceOf(Answer.Wait.class);
        assertThat(tenancy.judge(before, 99 + LEASE)).isInstanceOf(Answer.Wait.class);
        assertThat(tenancy.judge(before, 100 + LEASE)).isInstanceOf(Answer.Free.class);
        assertThat(tenancy.judge(List.of(tenant("other", "there", 1, 6)), 101 + LEASE))
                .as("it beats after all")
                .isInstanceOf(Answer.Taken.class);
    }

    @Test
    void whereThisMachineIsNotKnownNobodyIsTakenForDeadAtOnce() {
        Tenancy tenancy = new Tenancy("mine", "", _ -> false);
        assertThat(tenancy.judge(List.of(tenant("other", "", 2, 5)), 0))
                .isInstanceOf(Answer.Wait.class);
    }

    @Test
    void theRefusalSaysWhoUsesItAndWhatToDo() {
        assertThat(Tenancy.refusal("jdbc:sqlite:grid.db", List.of(tenant("o", "here", 1, 5))))
                .contains("jdbc:sqlite:grid.db", "node-1", "10.0.0.1:5701", "--store-url", "15 s");
    }
}
