package io.gridmill.cluster.blob;

import static io.gridmill.cluster.blob.BlobGrid.MIB;
import static io.gridmill.cluster.blob.BlobGrid.bytes;
import static io.gridmill.cluster.blob.BlobGrid.put;
import static io.gridmill.cluster.blob.BlobGrid.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gridmill.job.DataRef;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As long as a holder lives, a blob can be read, and gets the copies again that it shall have. */
final class BlobCopiesTest {
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
    void commitReturnsWhenAsManyMembersHoldItAsShall() throws IOException {
        grid.start(3, 2);
        var small = put(grid.node(0), bytes(1, 30_000), "job/a");
        var large = put(grid.node(1), bytes(2, (int) (2 * MIB) + 1), "job/b");
        var empty = put(grid.node(2), new byte[0], "job/c");

        for (var ref : List.of(small, large, empty)) {
            assertThat(grid.node(0).record(ref.digest()).holders()).hasSize(2);
            var holders = grid.living().stream().filter(n -> n.holds(ref.digest())).toList();
            assertThat(holders)
                    .hasSize(2)
                    .allSatisfy(
                            n ->
                                    assertThat(n.onDisk(ref.digest(), 9))
                                            .hasSize((int) Math.min(9, ref.size())));
        }
        assertThat(grid.filesInAll()).isEqualTo(6);
    }

    @Test
    void aloneOneCopyIsEnough() throws IOException {
        grid.start(1, 3);
        var ref = put(grid.node(0), bytes(1, 100), "job/a");
        assertThat(grid.node(0).record(ref.digest()).holders()).hasSize(1);
    }

    @Test
    void readingGoesOnWhenItsHolderDies() throws IOException {
        grid.start(3, 2);
        var content = bytes(3, (int) (12 * MIB));
        var ref = put(grid.node(0), content, "job/input");
        var reader = grid.firstThat(ref.digest(), false);

        try (InputStream in = reader.store().source(ref).open()) {
            assertThat(in.readNBytes((int) MIB)).isEqualTo(Arrays.copyOf(content, (int) MIB));
            // Both in turn, so that one of them was the one it reads from.
            BlobGrid.kill(grid.firstThat(ref.digest(), true));
            assertThat(in.readNBytes((int) (4 * MIB)))
                    .isEqualTo(Arrays.copyOfRange(content, (int) MIB, (int) (5 * MIB)));
            await().atMost(SOON)
                    .until(
                            () -> {
                                grid.repairAll();
                                return reader.holds(ref.digest());
                            });
            // Two losses are survived only if the first one's backups are in place again.
            await().atMost(SOON)
                    .until(() -> reader.instance().getPartitionService().isClusterSafe());
            grid.living().stream().filter(n -> !n.equals(reader)).forEach(BlobGrid::kill);
            assertThat(in.readAllBytes())
                    .isEqualTo(Arrays.copyOfRange(content, (int) (5 * MIB), content.length));
        }
    }

    @Test
    void repairBringsCopiesBackAndForgetsTheDead() throws IOException {
        grid.start(4, 2);
        var refs = new ArrayList<DataRef.Blob>();
        for (int i = 0; i < 20; i++) {
            refs.add(put(grid.node(i % 4), bytes(i, 20_000), "job/" + i));
        }
        var dead = grid.node(1).id();
        BlobGrid.kill(grid.node(1));

        await().atMost(SOON)
                .untilAsserted(
                        () -> {
                            grid.repairAll();
                            for (var ref : refs) {
                                assertThat(grid.node(0).record(ref.digest()).holders())
                                        .hasSize(2)
                                        .doesNotContain(dead);
                            }
                        });
        for (int i = 0; i < 20; i++) {
            assertThat(read(grid.node(2), refs.get(i))).isEqualTo(bytes(i, 20_000));
        }
    }

    @Test
    void aMemberThatCameLaterGetsMissingCopies() throws IOException {
        grid.start(1, 2);
        var ref = put(grid.node(0), bytes(1, 20_000), "job/a");
        grid.start(1, 2);
        await().atMost(SOON)
                .until(
                        () -> {
                            grid.repairAll();
                            return grid.node(1).holds(ref.digest());
                        });
    }

    @Test
    void aCommitWhoseMemberDiedIsForgotten() throws IOException {
        grid.start(2, 1);
        var digest = "ab".repeat(32);
        var enlist = new BlobChange.Enlist(5, "", BlobRecord.COMMIT + "dead/1");
        assertThat(new BlobRecords(grid.node(0).instance()).apply(digest, enlist)).isNotNull();
        await().atMost(SOON)
                .until(
                        () -> {
                            grid.repairAll();
                            return grid.node(0).store().size(digest).isEmpty();
                        });
    }

    @Test
    void aLiteMemberReadsAndWritesButKeepsNothing() throws IOException {
        grid.start(2, 2);
        var lite = grid.add(BlobGrid.limits(2), true);
        var content = bytes(4, (int) (2 * MIB));
        var ref = put(lite, content, "job/a");

        assertThat(lite.record(ref.digest()).holders()).hasSize(2).doesNotContain(lite.id());
        assertThat(lite.store().stats().bytes()).isZero();
        assertThat(read(lite, ref)).isEqualTo(content);
        lite.store().repair();
    }

    @Test
    void afterAFullStopFilesAreFoundAgain() throws IOException {
        grid.start(2, 2);
        var content = bytes(9, 70_000);
        var ref = put(grid.node(0), content, "job/a");
        grid.close();

        try (var again = new BlobGrid(directory)) {
            again.start(2, 2);
            assertThat(again.filesInAll()).isEqualTo(2);
            assertThat(again.node(0).store().size(ref.digest())).isEmpty();
            assertThat(again.node(1).store().restore(ref, "job/a")).isTrue();
            assertThat(again.node(0).record(ref.digest()).holders()).hasSize(2);
            assertThat(read(again.node(0), ref)).isEqualTo(content);
            var lost = new DataRef.Blob("1".repeat(64), 3);
            assertThat(again.node(0).store().restore(lost, "job/a")).isFalse();
            assertThat(again.node(0).store().size(lost.digest())).isEmpty();
        }
    }

    @Test
    void filesThatNoRecordListsAreSwept() throws IOException {
        grid.start(1, 1);
        put(grid.node(0), bytes(1, 500), "job/a");
        grid.close();

        try (var again = new BlobGrid(directory)) {
            again.start(1, 1);
            assertThat(again.node(0).store().stats().bytes()).isEqualTo(500);
            await().atMost(SOON)
                    .pollInterval(Duration.ofMillis(5))
                    .until(
                            () -> {
                                again.repairAll();
                                return again.node(0).store().stats().bytes() == 0;
                            });
        }
    }
}
