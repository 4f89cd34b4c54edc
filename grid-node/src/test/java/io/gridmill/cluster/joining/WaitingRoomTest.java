package io.gridmill.cluster.joining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WaitingRoomTest {
    private final AtomicLong clock = new AtomicLong();
    private final AtomicInteger closed = new AtomicInteger();

    @Test
    void whoComesLateHasTheSeatOfWhoSatLongest() throws IOException {
        WaitingRoom room = new WaitingRoom(2, 4, 10, clock::get);
        room.enter(closed::incrementAndGet);
        room.enter(() -> closed.addAndGet(100));
        clock.set(10);
        room.enter(() -> closed.addAndGet(1_000));
        assertThat(closed).hasValue(1);
        room.enter(() -> closed.addAndGet(10_000));
        assertThat(closed).hasValue(101);
    }

    @Test
    void aSeatThatIsLeftIsFreeAtOnce() throws IOException {
        WaitingRoom room = new WaitingRoom(1, 4, Long.MAX_VALUE, clock::get);
        room.enter(closed::incrementAndGet).close();
        try (var _ = room.enter(closed::incrementAndGet)) {
            assertThat(closed).hasValue(0);
        }
    }

    @Test
    void whileSeatsAreSafeOneWaitsAndTheNextIsSentAway() throws Exception {
        WaitingRoom room = new WaitingRoom(1, 1, Long.MAX_VALUE, clock::get);
        var first = room.enter(closed::incrementAndGet);
        CompletableFuture<Void> second = new CompletableFuture<>();
        Thread waiting =
                Thread.ofPlatform()
                        .daemon()
                        .start(
                                () -> {
                                    try (var _ = room.enter(closed::incrementAndGet)) {
                                        second.complete(null);
                                    } catch (IOException e) {
                                        second.completeExceptionally(e);
                                    }
                                });
        await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> room.enter(closed::incrementAndGet))
                .withMessageContaining("Too many connections");
        first.close();
        second.join();
        assertThat(closed).hasValue(0);
    }
}
