package io.gridmill.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** At most so much is under way at once, and nothing is forgotten. */
class TurnsTest {
    private final Turns turns = new Turns(2);
    private final List<String> begun = new ArrayList<>();
    private final List<CompletableFuture<String>> work = new ArrayList<>();

    private CompletableFuture<?> take(String name) {
        return turns.take(
                name,
                () -> {
                    begun.add(name);
                    work.add(new CompletableFuture<>());
                    return work.getLast();
                });
    }

    @Test
    void theRestComesInItsOrderAsOthersEnd() {
        CompletableFuture<?> first = take("a");
        var _ = take("b");
        CompletableFuture<?> third = take("c");
        var _ = take("d");
        assertThat(begun).containsExactly("a", "b");
        work.get(1).complete("done");
        assertThat(begun).containsExactly("a", "b", "c");
        work.get(0).completeExceptionally(new IllegalStateException("broken"));
        assertThat(begun).containsExactly("a", "b", "c", "d");
        assertThat(first).isCompletedExceptionally();
        assertThat(third).isNotDone();
        work.get(2).complete("done");
        assertThat(third.join()).isEqualTo("done");
    }

    @Test
    void whatStillWaitsCanBeCancelled() {
        var _ = take("a");
        var _ = take("b");
        CompletableFuture<?> waits = take("c");
        turns.cancel("c");
        assertThat(waits).isCancelled();
        work.get(0).complete("done");
        assertThat(begun).containsExactly("a", "b");
    }

    @Test
    void workThatNeverEndsKeepsNoTurnOnceItIsCancelled() {
        CompletableFuture<?> stuck = take("a");
        var _ = take("b");
        var _ = take("c");
        turns.cancel("a");
        assertThat(begun).containsExactly("a", "b", "c");
        assertThat(stuck).as("its own end is what counts").isNotDone();
        work.get(0).complete("late");
        assertThat(stuck.join()).isEqualTo("late");
        var _ = take("d");
        assertThat(begun).as("its late end makes no room twice").hasSize(3);
    }

    @Test
    void workThatIsTakenAnewReplacesTheOneThatWaits() {
        var _ = take("a");
        var _ = take("b");
        CompletableFuture<?> old = take("c");
        CompletableFuture<?> anew = take("c");
        assertThat(old).isCancelled();
        work.get(0).complete("done");
        work.get(2).complete("done");
        assertThat(begun).containsExactly("a", "b", "c");
        assertThat(anew.join()).isEqualTo("done");
    }

    @Test
    void workThatThrowsMakesRoom() {
        CompletableFuture<?> broken =
                turns.take(
                        "a",
                        () -> {
                            throw new IllegalStateException("broken");
                        });
        var _ = take("b");
        var _ = take("c");
        assertThat(broken).isCompletedExceptionally();
        assertThat(begun).containsExactly("b", "c");
    }
}
