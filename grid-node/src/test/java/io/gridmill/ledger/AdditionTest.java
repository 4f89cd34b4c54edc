package io.gridmill.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridmill.job.BlockPlan;
import io.gridmill.job.JobEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Additions to the blocks of an open job, four tasks each, one after another. */
class AdditionTest {
    private static final BlockPlan PLAN = new BlockPlan(BlockPlan.UNKNOWN, 4);
    private static final Addition.Target TO = new Addition.Target(PLAN, 1, 0);

    private final List<TaskBlock> blocks = new ArrayList<>();

    private static Addition addition(long batch, int from, String items) {
        List<byte[]> all = items.chars().mapToObj(item -> new byte[] {(byte) item}).toList();
        return new Addition(TO, batch, all, from, 0, -1, 0, false);
    }

    private BlockGrowth.Answer ask(int block, BlockGrowth.Append append) {
        TaskBlock known = block < blocks.size() ? blocks.get(block) : null;
        BlockGrowth.Decision decision = BlockGrowth.decide(known, append);
        if (decision.block() != null && block < blocks.size()) {
            blocks.set(block, decision.block());
        } else if (decision.block() != null) {
            blocks.add(decision.block());
        }
        return decision.answer();
    }

    private Addition add(Addition addition) {
        Addition now = addition;
        while (!now.over()) {
            now = now.after(ask(now.block(), now.next()));
        }
        return now;
    }

    private long seal(int from) {
        Addition.Sealing sealing = new Addition.Sealing(TO, from, -1);
        while (!sealing.over()) {
            sealing = sealing.after(ask(sealing.block(), sealing.next()));
        }
        return sealing.tasks();
    }

    @Test
    void tasksFillOneBlockAfterAnother() {
        add(addition(1, 0, "abc"));
        Addition second = add(addition(2, 0, "defghi"));
        assertThat(second.first()).isEqualTo(3);
        assertThat(second.total()).isEqualTo(9);
        assertThat(second.told(7)).isEqualTo(new JobEvent.Added(9, 7));
        assertThat(blocks).hasSize(3);
    }

    @Test
    void begunAgainFromTheSameBlockItFindsWhatIsThere() {
        add(addition(1, 0, "abc"));
        Addition once = add(addition(2, 0, "defghi"));
        add(addition(3, 2, "jk"));
        Addition again = add(addition(2, 0, "defghi"));
        assertThat(again.first()).isEqualTo(once.first());
        assertThat(again.done()).isEqualTo(6);
        assertThat(seal(0)).isEqualTo(11);
    }

    @Test
    void theFirstBlockThatIsNotFullIsSealed() {
        add(addition(1, 0, "abcd"));
        assertThat(seal(0)).isEqualTo(4);
        assertThat(seal(0)).as("again").isEqualTo(4);
        assertThat(blocks.get(1).head().size()).isZero();
        Addition late = add(addition(2, 0, "e"));
        assertThat(late.closed()).isTrue();
        assertThat(late.done()).isZero();
        assertThat(late.told(7)).isNull();
    }
}
