package io.gridmill.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is in memory at once stays within its share. */
class HeapShareTest {
    @Test
    void whatDoesNotFitWaitsUntilTheOtherIsDone() throws Exception {
        HeapShare share = new HeapShare(100 << 10, Duration.ofMinutes(1));
        HeapShare.Part first = share.part();
        first.take(60 << 10);
        CompletableFuture<Void> second =
                CompletableFuture.runAsync(
                        () -> {
                            try (HeapShare.Part part = share.part()) {
                                part.take(60 << 10);
                            }
                        });
        assertThat(second).isNotDone();
        first.close();
        second.get(30, TimeUnit.SECONDS);
    }

    @Test
    void whoWaitsTooLongIsToldWhenToComeBack() {
        HeapShare share = new HeapShare(100 << 10, Duration.ofMillis(1));
        try (HeapShare.Part all = share.part();
                HeapShare.Part other = share.part()) {
            all.take(1 << 30);
            assertThatThrownBy(() -> other.take(1))
                    .isInstanceOfSatisfying(
                            GridException.class,
                            e -> {
                                assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
                                assertThat(e.retryAfterSeconds()).isPositive();
                            });
        }
        try (HeapShare.Part again = share.part()) {
            again.take(100 << 10);
        }
    }

    @Test
    void manyShortNumbersCostMoreThanALongText() {
        byte[] text = "x".repeat(30_000).getBytes(StandardCharsets.US_ASCII);
        byte[] numbers = "11,".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
        JsonCost ofText = new JsonCost();
        ofText.add(text, text.length);
        JsonCost ofNumbers = new JsonCost();
        ofNumbers.add(numbers, numbers.length);
        assertThat(ofText.bytes()).isEqualTo(180_000);
        assertThat(ofNumbers.bytes()).isEqualTo(180_000 + 640_000);
    }
}
