package io.gridmill.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridmill.ledger.BlockGrowth;
import io.gridmill.ledger.BlockKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class HooksTest {
    private final Hooks hooks = new Hooks();

    private void write(int number, List<byte[]> items) {
        BlockGrowth.Append append = new BlockGrowth.Append(1, 4L * number, 1, 4, items);
        var block = BlockGrowth.decide(null, append).block();
        if (block != null) {
            hooks.block(new BlockKey("job", number), block);
        }
    }

    @Test
    void theEmptyBlockAfterTheLastFullOneIsNoWork() {
        write(0, List.of(new byte[1], new byte[1], new byte[1], new byte[1]));
        write(1, List.of());
        Tally tally = hooks.tally("job", -1);
        assertThat(tally.blocks().stream()).containsExactly(0);
    }
}
