package io.gridmill.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridmill.job.JobBrief;
import io.gridmill.job.LossRule;
import io.gridmill.job.Needs;
import io.gridmill.job.Placement;
import io.gridmill.job.Strategy;
import io.gridmill.ledger.BlockEvent;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.BlockTransitions;
import io.gridmill.ledger.ClaimId;
import io.gridmill.ledger.Share;
import io.gridmill.ledger.TaskBlock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which job the ready index gives work of, as time passes and tasks are claimed. */
class ReadyOrderTest {
    private static final String SELF = "self";

    private final TestedTerms terms = new TestedTerms();
    private final BlockIndex index = new BlockIndex();
    private final Map<BlockKey, TaskBlock> blocks = new HashMap<>();
    private long claims;

    @BeforeEach
    void open() {
        index.terms(terms, SELF);
    }

    private void add(String id, int priority, String user, int tasks) {
        add(id, priority, user, tasks, Needs.NONE);
    }

    private void add(String id, int priority, String user, int tasks, Needs needs) {
        Placement placement = new Placement(Strategy.LEAST_BUSY, needs);
        index.note(
                new JobBrief(
                        id,
                        new JobBrief.Claimable("noop", priority, user, placement, terms.now),
                        terms.now,
                        1,
                        1,
                        1,
                        true,
                        false,
                        false,
                        false,
                        LossRule.DEFAULT,
                        new JobBrief.Share(user, tasks, 0, 0)));
        BlockKey key = new BlockKey(id, 0);
        blocks.put(key, TaskBlock.fresh(new TaskBlock.Head(0, tasks, 1, null)));
        index.note(key, blocks.get(key));
    }

    private TaskBlock block(String job) {
        return Objects.requireNonNull(blocks.get(new BlockKey(job, 0)));
    }

    /** What a slot does: picks, and claims one task. Empty when there is nothing. */
    private String serve() {
        BlockIndex.Candidate pick = index.pick();
        if (pick == null) {
            return "";
        }
        BlockEvent.Request request =
                new BlockEvent.Request(new ClaimId(SELF, ++claims), 1, true, pick.share());
        TaskBlock after =
                BlockTransitions.decide(
                                block(pick.key().job()), new BlockEvent.Work(null, request, 1))
                        .block();
        blocks.put(pick.key(), after);
        index.note(pick.key(), after);
        return pick.key().job();
    }

    /** Serves once every so often, for a time. */
    private List<String> serveFor(long millis, long taskMillis) {
        List<String> served = new ArrayList<>();
        for (long passed = 0; passed < millis; passed += taskMillis) {
            served.add(serve());
            terms.now += taskMillis;
        }
        return served;
    }

    @Test
    void higherFirstThenEarlier() {
        add("low", 1, "ann", 1);
        terms.now++;
        add("b", 5, "ann", 1);
        terms.now++;
        add("c", 5, "ann", 1);
        add("high", 10, "ann", 1);
        assertThat(List.of(serve(), serve(), serve(), serve(), serve()))
                .containsExactly("high", "b", "c", "low", "");
    }

    @Test
    void aStreamOfUrgentJobsStarvesNobodyAndIsHeldUpLittle() {
        add("urgent-long", 10, "bob", 1_000);
        terms.now++;
        for (int i = 0; i < 15; i++) {
            add("old-" + i, 1, "ann", 1);
        }
        int waits = 0;
        int longest = 0;
        Set<String> served = new HashSet<>();
        // One slot, tasks of 200 ms, and always an urgent job more than it can do.
        for (int i = 0; i < 300; i++) {
            add("urgent-" + i, 10, "bob", 1);
            String job = serve();
            served.add(job);
            waits = job.startsWith("urgent") ? 0 : waits + 1;
            longest = Math.max(longest, waits);
            terms.now += 200;
        }
        for (int i = 0; i < 15; i++) {
            assertThat(served).contains("old-" + i);
        }
        assertThat(longest).isEqualTo(1);
    }

    @Test
    void aLongJobThatIsServedDoesNotBecomeUrgent() {
        add("long", 1, "ann", 1_000);
        assertThat(serveFor(60_000, 200)).containsOnly("long");
        add("urgent", 10, "ann", 3);
        assertThat(serveFor(1_000, 200))
                .containsExactly("urgent", "urgent", "urgent", "long", "long");
        add("stream", 10, "ann", 1_000);
        List<String> served = serveFor(60_000, 200);
        // From the eighteenth second on one task for each step of two.
        assertThat(served).filteredOn("long"::equals).hasSizeBetween(20, 23);
        assertThat(served.subList(0, 85)).doesNotContain("long");
    }

    @Test
    void aLongQueueOfNormalJobsDoesNotHoldUpAHigherOne() {
        for (int i = 0; i < 500; i++) {
            add("normal-" + i, 5, "ann", 1);
        }
        serveFor(60_000, 200);
        add("high", 8, "ann", 1);
        assertThat(serve()).isEqualTo("high");
    }

    @Test
    void usersShareEquallyAtEqualLevel() {
        for (int i = 0; i < 10; i++) {
            add("ann-" + i, 5, "ann", 1_000);
        }
        add("bob", 5, "bob", 1_000);
        Map<String, Integer> had = new HashMap<>();
        for (int i = 0; i < 400; i++) {
            String user = serve().startsWith("bob") ? "bob" : "ann";
            had.merge(user, 1, Integer::sum);
            terms.use.merge(user, 1.0, Double::sum);
            terms.now += 150;
        }
        assertThat(had.get("bob")).isBetween(190, 210);
    }

    @Test
    void whatCannotRunHereNeitherDelaysNorCountsAsUrgent() {
        for (int i = 0; i < 50; i++) {
            add("nowhere-" + i, 10, "ann", 1);
            terms.unplaceable.add("nowhere-" + i);
        }
        add("placeable", 1, "bob", 2_000);
        terms.now += 100;
        assertThat(serve()).isEqualTo("placeable");
        assertThat(index.top().level()).isEqualTo(1);
        assertThat(index.urgency()).isEqualTo(Urgency.of(1, false));
        assertThat(index.hints(new Wants("other", 8, Map.of())))
                .extracting(hint -> hint.key().job())
                .containsOnly("placeable");
    }

    @Test
    void manySmallTasksDoNotKeepALargeOneFromItsResource() {
        Needs large = new Needs(Map.of(), Map.of("gpu", 2_000L));
        Needs small = new Needs(Map.of(), Map.of("gpu", 1_000L));
        terms.free = 1_000;
        add("large", 6, "ann", 1, large);
        add("small", 5, "ann", 100, small);
        add("plain", 1, "ann", 100);
        assertThat(serve()).isEqualTo("plain");
        terms.free = 2_000;
        assertThat(serve()).isEqualTo("large");
        assertThat(serve()).isEqualTo("small");
    }

    @Test
    void tasksMeantForOthersAreLeftToThemForAGracePeriod() {
        terms.shares.put(SELF, new Share(3, 1));
        add("job", 5, "ann", 9);
        assertThat(List.of(serve(), serve(), serve())).containsOnly("job");
        TaskBlock block = block("job");
        for (int i = 0; i < 9; i++) {
            assertThat(block.attempt(i)).isEqualTo(i % 3 == 1 ? 1 : 0);
        }
        assertThat(serve()).isEmpty();
        terms.now += 1_000;
        assertThat(serve()).isEqualTo("job");
    }
}
