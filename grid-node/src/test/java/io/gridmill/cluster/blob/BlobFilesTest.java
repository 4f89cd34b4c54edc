package io.gridmill.cluster.blob;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of one member: put in place whole, kept from others' eyes, trusted when verified. */
final class BlobFilesTest {
    private static final byte[] CONTENT = BlobGrid.bytes(1, 1_000);

    @TempDir Path directory;

    private BlobFiles open() throws IOException {
        return new BlobFiles(directory, BlobLimits.of(1 << 20, 1 << 20, 0));
    }

    private static String write(BlobFiles files) throws IOException {
        try (var temp = files.create()) {
            temp.write(CONTENT);
            var digest = temp.finish();
            files.install(temp, digest);
            return digest;
        }
    }

    private Path place(String kind, String digest) {
        return directory.resolve(kind).resolve(digest.substring(0, 2)).resolve(digest);
    }

    @Test
    void onlyTheOwnerCanRead() throws IOException {
        var file = place("files", write(open()));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(directory.resolve("files"))))
                .isEqualTo("rwx------");
    }

    @Test
    void theSameContentTwiceIsOneFile() throws IOException {
        var files = open();
        assertThat(write(files)).isEqualTo(write(files));
        assertThat(files.stats().files()).isEqualTo(1);
        assertThat(files.stats().bytes()).isEqualTo(CONTENT.length);
    }

    @Test
    void whatAnEarlierProcessLeftCountsWhenItIsVerified() throws IOException {
        var digest = write(open());
        Files.write(directory.resolve("temp").resolve("99"), CONTENT);

        var files = open();
        assertThat(directory.resolve("temp")).isEmptyDirectory();
        assertThat(files.stats().bytes()).isEqualTo(CONTENT.length);
        assertThat(files.read(digest, 0, 10)).isNull();
        assertThat(files.has(digest, CONTENT.length)).isTrue();
        assertThat(files.read(digest, 990, 50)).hasSize(10);
        assertThat(files.stats().files()).isEqualTo(1);
        assertThat(files.stats().bytes()).isEqualTo(CONTENT.length);
    }

    @Test
    void whatWasDamagedMeanwhileIsDeleted() throws IOException {
        var digest = write(open());
        var files = open();
        var damaged = CONTENT.clone();
        damaged[500]++;
        Files.write(place("found", digest), damaged);

        assertThat(files.has(digest, CONTENT.length)).isFalse();
        assertThat(place("found", digest)).doesNotExist();
        assertThat(files.stats().bytes()).isZero();
    }

    @Test
    void aPinnedOrWantedFileIsNotDeleted() throws IOException {
        var files = open();
        var digest = write(files);
        try (var _ = files.pin(digest)) {
            assertThat(files.deleteUnless(digest, () -> false)).isFalse();
        }
        assertThat(files.deleteUnless(digest, () -> true)).isFalse();
        assertThat(files.deleteUnless(digest, () -> false)).isTrue();
        assertThat(files.deleteUnless(digest, () -> false)).isFalse();
        assertThat(files.stats().bytes()).isZero();
        assertThat(files.stats().files()).isZero();
    }

    @Test
    void aRangeCanBeReadToItsEndWhileTheFileIsDeleted() throws IOException {
        var files = open();
        var digest = write(files);
        try (var in = Objects.requireNonNull(files.open(digest, 100, 5_000))) {
            assertThat(files.deleteUnless(digest, () -> false)).isTrue();
            assertThat(in.readAllBytes()).hasSize(900);
        }
    }

    @Test
    void theRoundComesByEveryFile() throws IOException {
        var files = open();
        var digest = write(files);
        long seen = 0;
        try (var round = files.round()) {
            for (int calls = 0; calls < 64; calls++) {
                seen += round.next(100).stream().filter(digest::equals).count();
            }
        }
        assertThat(seen).isEqualTo(2);
    }
}
