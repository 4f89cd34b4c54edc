package io.gridmill.cluster.blob;

import static io.gridmill.cluster.blob.BlobGrid.MIB;
import static io.gridmill.cluster.blob.BlobGrid.assertRefused;
import static io.gridmill.cluster.blob.BlobGrid.bytes;
import static io.gridmill.cluster.blob.BlobGrid.put;
import static io.gridmill.cluster.blob.BlobGrid.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gridmill.job.DataRef;
import io.gridmill.job.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one writes, all can read, while anybody needs it; what cannot be kept is refused. */
final class BlobStoreTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir Path directory;
    private BlobGrid grid;

    @BeforeEach
    void makeGrid() {
        grid = new BlobGrid(directory);
    }

    @AfterEach
    void stopGrid() {
        grid.close();
    }

    @Test
    void rangesAreTheSameFromTheOwnDiskAndFromAHolder() throws IOException {
        grid.start(2, 1);
        var content = bytes(1, (int) (3 * MIB) + 17);
        var ref = put(grid.node(0), content, "job/input");

        assertThat(ref.size()).isEqualTo(content.length);
        assertThat(grid.node(1).store().size(ref.digest())).hasValue(content.length);
        for (var node : grid.living()) {
            assertThat(read(node, ref)).isEqualTo(content);
            long[][] ranges = {
                {0, 0}, {0, 1}, {MIB - 1, 2}, {MIB, 2 * MIB}, {3 * MIB, MIB}, {9 * MIB, 5}
            };
            for (long[] range : ranges) {
                assertThat(read(node, ref.digest(), range[0], range[1]))
                        .isEqualTo(
                                Arrays.copyOfRange(
                                        content,
                                        (int) Math.min(range[0], content.length),
                                        (int) Math.min(range[0] + range[1], content.length)));
            }
        }
        assertThat(grid.node(1).store().stats().files()).isZero();
    }

    @Test
    void bytesOfAnotherDigestAreRefused() throws IOException {
        grid.start(2, 2);
        var other = "0".repeat(64);
        assertRefused(
                ErrorCode.BAD_REQUEST,
                () ->
                        grid.node(0)
                                .store()
                                .put(new ByteArrayInputStream(bytes(1, 99)), other, "job/a"));
        assertThat(grid.node(0).store().size(other)).isEmpty();
        assertThat(grid.filesInAll()).isZero();
        assertThat(grid.node(0).store().stats().bytes()).isZero();
        assertRefused(ErrorCode.BAD_REQUEST, () -> grid.node(0).store().open("../../etc", 0, 1));
        assertRefused(ErrorCode.NO_SUCH_BLOB, () -> grid.node(0).store().open(other, 0, 1));
    }

    @Test
    void aSinkThatIsNotCommittedLeavesNothing() throws IOException {
        grid.start(1, 1);
        try (var sink = grid.node(0).store().create("job/a")) {
            sink.write(bytes(1, (int) MIB));
            assertThat(grid.node(0).store().stats().bytes()).isPositive();
        }
        assertThat(grid.node(0).store().stats().bytes()).isZero();
    }

    @Test
    void sameContentAtTheSameTimeIsOneBlob() throws Exception {
        grid.start(3, 2);
        var content = bytes(5, 600_000);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<DataRef.Blob>> puts = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                var node = grid.node(i % 3);
                var reference = "job/" + i;
                puts.add(() -> put(node, content, reference));
            }
            assertThat(threads.invokeAll(puts).stream().map(Future::resultNow).distinct())
                    .hasSize(1);
        }
        var digest = grid.node(0).store().put(new ByteArrayInputStream(content), null, "job/0");
        assertThat(grid.node(0).record(digest.digest()).references()).hasSize(12);
        assertEveryListedHolderHas(digest.digest());
        for (int i = 0; i < 12; i++) {
            grid.node(i % 3).store().removeReference(digest.digest(), "job/" + i);
        }
        await().atMost(SOON).until(() -> grid.filesInAll() == 0);
        assertThat(grid.node(0).store().size(digest.digest())).isEmpty();
    }

    @Test
    void deletingNeverTakesTheFileOfANewCommit() throws Exception {
        grid.start(3, 2);
        var content = bytes(6, 300_000);
        var digest = put(grid.node(0), content, "job/0").digest();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 60; i++) {
                var remover = grid.node(i % 3).store();
                var putter = grid.node((i + i / 3) % 3);
                var old = "job/" + i;
                var next = "job/" + (i + 1);
                var removed =
                        threads.submit(
                                () -> {
                                    remover.removeReference(digest, old);
                                    return true;
                                });
                var added = threads.submit(() -> put(putter, content, next));
                assertThat(removed.get()).isTrue();
                assertThat(added.get().digest()).isEqualTo(digest);
                assertThat(grid.node(0).record(digest).holders()).hasSizeGreaterThanOrEqualTo(2);
                assertEveryListedHolderHas(digest);
            }
        }
    }

    private void assertEveryListedHolderHas(String digest) {
        assertThat(grid.living().stream().filter(n -> n.holds(digest)))
                .isNotEmpty()
                .allSatisfy(n -> assertThat(n.onDisk(digest, 1)).hasSize(1));
    }

    @Test
    void whatExceedsTheBudgetIsRefusedAndLeavesNothing() throws IOException {
        grid.add(BlobLimits.of(64 * MIB, MIB, 1), false);
        var full = grid.node(0).store();
        assertRefused(
                ErrorCode.DISK_FULL, () -> put(grid.node(0), bytes(1, (int) (2 * MIB)), "job/a"));
        assertThat(full.stats().bytes()).isZero();

        // The writer has room, the only other member has not.
        grid.add(BlobGrid.limits(2), false);
        var content = bytes(2, (int) (2 * MIB));
        assertRefused(ErrorCode.DISK_FULL, () -> put(grid.node(1), content, "job/b"));
        await().atMost(SOON).until(() -> grid.filesInAll() == 0);
        assertThat(grid.node(1).instance().getMap(BlobRecords.MAP).isEmpty()).isTrue();
    }

    @Test
    void aBlobMayNotBeTooLarge() throws IOException {
        grid.add(BlobLimits.of(1_000, MIB, 0), false);
        assertThat(put(grid.node(0), bytes(1, 1_000), "job/a").size()).isEqualTo(1_000);
        assertRefused(ErrorCode.TOO_LARGE, () -> put(grid.node(0), bytes(1, 1_001), "job/a"));
    }

    @Test
    void largeBlobsNeedLittleMemory() throws IOException {
        grid.start(2, 1);
        long length = 200 * MIB;
        var ref = grid.node(0).store().put(BlobGrid.stream(7, length), null, "job/a");
        assertThat(ref.size()).isEqualTo(length);

        var hash = Digests.sha256();
        try (var in = new DigestInputStream(grid.node(1).store().source(ref).open(), hash)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        assertThat(Digests.text(hash)).isEqualTo(ref.digest());
        assertThat(grid.node(1).store().mostInMemory()).isBetween(1L, 2 * MIB);
    }

    @Test
    void manyStreamsShareTheirMemory() throws IOException {
        grid.start(2, 1);
        var ref = put(grid.node(0), bytes(8, (int) (4 * MIB)), "job/a");
        List<InputStream> streams = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            streams.add(grid.node(1).store().source(ref).open());
        }
        for (var stream : streams) {
            assertThat(stream.read()).isNotNegative();
        }
        assertThat(grid.node(1).store().mostInMemory()).isLessThanOrEqualTo(80 * MIB);
        for (var stream : streams) {
            stream.close();
        }
    }

    @Test
    void anUploadThatNoJobNamedEndsWithItsLease() throws IOException {
        grid.start(2, 2);
        var forgotten = put(grid.node(0), bytes(1, 500), BlobStore.UPLOAD);
        var used = put(grid.node(0), bytes(2, 500), BlobStore.UPLOAD);
        assertThat(grid.node(1).store().addReference(used.digest(), "job/input")).isTrue();
        assertThat(grid.node(1).store().addReference("9".repeat(64), "job/input")).isFalse();

        grid.repairAll();
        assertThat(grid.node(0).store().size(forgotten.digest())).isPresent();
        grid.clock.advance(Duration.ofHours(25));
        // The search for ended leases is due once a minute, and when the members changed.
        grid.start(1, 2);
        await().atMost(SOON)
                .until(
                        () -> {
                            grid.repairAll();
                            return grid.node(0).store().size(forgotten.digest()).isEmpty()
                                    && grid.filesInAll() == 2;
                        });
        assertThat(read(grid.node(1), used)).isEqualTo(bytes(2, 500));
        assertThat(grid.node(0).record(used.digest()).references()).containsOnlyKeys("job/input");
    }

    @Test
    void allReferencesOfAJobAreReleasedAtOnce() throws IOException {
        grid.start(2, 2);
        for (int i = 0; i < 100; i++) {
            put(grid.node(0), bytes(i, 20), "one/" + i);
        }
        var shared = put(grid.node(0), bytes(0, 20), "two/0");
        grid.node(1).store().releaseAll("one/");

        await().atMost(SOON).until(() -> grid.filesInAll() == 2);
        assertThat(grid.node(0).record(shared.digest()).references()).containsOnlyKeys("two/0");
    }
}
