package io.gridmill.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridmill.ledger.BlockGrowth.Answer;
import io.gridmill.ledger.BlockGrowth.Append;
import io.gridmill.ledger.BlockGrowth.Decision;
import io.gridmill.simulation.BlockText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BlockGrowthTest {
    private static final int CAPACITY = 4;
    private static final int SEEDS = 300;

    private static Append append(long batch, String... items) {
        List<byte[]> bytes = new ArrayList<>();
        for (String item : items) {
            bytes.add(item.getBytes(StandardCharsets.UTF_8));
        }
        return new Append(batch, 40, 1, CAPACITY, bytes);
    }

    private static Append seal() {
        return new Append(0, 40, 1, CAPACITY, null);
    }

    private static TaskBlock after(Decision decision) {
        return Objects.requireNonNull(decision.block());
    }

    private static String items(TaskBlock block) {
        StringBuilder all = new StringBuilder();
        byte[][] items = Objects.requireNonNull(block.head().items());
        assertThat(items.length).isEqualTo(block.head().size());
        for (byte[] item : items) {
            all.append(new String(item, StandardCharsets.UTF_8));
        }
        return all.toString();
    }

    @Test
    void firstAdditionMakesTheBlock() {
        Decision made = BlockGrowth.decide(null, append(7, "a", "b"));
        assertThat(made.answer()).isEqualTo(new Answer(2, 0, 2, false));
        assertThat(items(after(made))).isEqualTo("ab");
        assertThat(after(made).head().first()).isEqualTo(40);
        assertThat(after(made).count(TaskState.READY)).isEqualTo(2);
        assertThat(after(made).open()).isTrue();
    }

    @Test
    void blockThatWasLostIsNotBegunAgain() {
        for (List<byte[]> items : Arrays.asList(List.of(new byte[1]), null)) {
            Decision lost = BlockGrowth.decide(null, new Append(1, 40, 1, CAPACITY, 2, items));
            assertThat(lost.answer().missing()).isTrue();
            assertThat(lost.block()).isNull();
        }
    }

    @Test
    void additionThatIsTooLongLeavesTheRestToTheNextBlock() {
        TaskBlock block = after(BlockGrowth.decide(null, append(1, "a", "b", "c")));
        Decision full = BlockGrowth.decide(block, append(2, "d", "e", "f"));
        assertThat(full.answer()).isEqualTo(new Answer(1, 3, 4, false));
        assertThat(after(full).open()).isFalse();
        Decision more = BlockGrowth.decide(after(full), append(3, "g"));
        assertThat(more.answer()).isEqualTo(new Answer(0, 4, 4, false));
        assertThat(more.change()).isNull();
    }

    @Test
    void repeatedAdditionIsKnownAlsoWhenTheBlockIsFull() {
        TaskBlock block = after(BlockGrowth.decide(null, append(1, "a")));
        block = after(BlockGrowth.decide(block, append(2, "b", "c", "d")));
        Decision again = BlockGrowth.decide(block, append(2, "b", "c", "d"));
        assertThat(again.answer()).isEqualTo(new Answer(3, 1, 4, false));
        assertThat(again.change()).isNull();
        assertThat(again.block()).isSameAs(block);
    }

    @Test
    void sealedBlockTakesNothingAndMayEnd() {
        TaskBlock block = after(BlockGrowth.decide(null, append(1, "a")));
        Decision sealed = BlockGrowth.decide(block, seal());
        assertThat(sealed.answer()).isEqualTo(new Answer(0, 1, 1, true));
        Decision late = BlockGrowth.decide(after(sealed), append(2, "b"));
        assertThat(late.answer().closed()).isTrue();
        assertThat(late.answer().added()).isZero();
        assertThat(items(after(late))).isEqualTo("a");
        assertThat(BlockGrowth.decide(after(sealed), seal()).answer().size()).isEqualTo(1);
    }

    @Test
    void aBlockThatStopsIsSealedTooForItMayBeTriedAgain() {
        TaskBlock block = after(BlockGrowth.decide(null, append(1, "a")));
        TaskBlock stopped = BlockTransitions.decide(block, new BlockEvent.Stop(false, 1)).block();
        assertThat(BlockGrowth.decide(stopped, append(2, "b")).answer().closed()).isTrue();
        TaskBlock sealed = after(BlockGrowth.decide(stopped, seal()));
        assertThat(sealed.open()).isFalse();
        assertThat(sealed.stopping()).isEqualTo(stopped.stopping());
        assertThat(items(sealed)).isEqualTo("a");
    }

    @Test
    void placeAfterTheLastBlockIsSealedEmpty() {
        Decision sealed = BlockGrowth.decide(null, seal());
        assertThat(after(sealed).head().size()).isZero();
        assertThat(BlockGrowth.decide(after(sealed), append(1, "a")).answer())
                .isEqualTo(new Answer(0, 0, 0, true));
    }

    @Test
    void blockThatMayGetMoreTasksHasNotEnded() {
        TaskBlock block = after(BlockGrowth.decide(null, append(1, "a")));
        block = BlockTransitions.decide(block, Events.claim("node-1", 1, 5, 1_000)).block();
        BlockEvent report = Events.report("node-1", 1, 2_000, Events.succeeded(0, 1));
        block = BlockTransitions.decide(block, report).block();
        assertThat(block.count(TaskState.SUCCEEDED)).isEqualTo(1);
        assertThat(block.ended()).isFalse();
        assertThat(after(BlockGrowth.decide(block, seal())).ended()).isTrue();
    }

    @Test
    void backupsGrowAlikeWhateverIsRepeatedOrLate() throws IOException {
        for (int seed = 0; seed < SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            TaskBlock owner = after(BlockGrowth.decide(null, append(9, "z")));
            TaskBlock backup = owner;
            List<BlockChange> changes = new ArrayList<>();
            for (int step = 0; step < 8; step++) {
                Append next =
                        random.nextInt(6) == 0
                                ? seal()
                                : append(random.nextInt(4), "x".repeat(1 + step), "y");
                Decision decision = BlockGrowth.decide(owner, next);
                if (decision.change() != null) {
                    changes.add(copy(decision.change()));
                    backup = backup.apply(changes.getLast());
                    backup = backup.apply(changes.get(random.nextInt(changes.size())));
                    backup = backup.apply(changes.getLast());
                }
                owner = after(decision);
                assertThat(BlockText.of(backup)).as("seed %s", seed).isEqualTo(BlockText.of(owner));
                assertThat(items(backup)).isEqualTo(items(owner));
                assertThat(backup.growing()).isEqualTo(owner.growing());
            }
        }
    }

    private static BlockChange copy(BlockChange change) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BlockCodec.writeChange(change, new DataOutputStream(bytes));
        return BlockCodec.readChange(
                new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }
}
