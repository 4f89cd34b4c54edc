package io.gridmill.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies come back as they came, in memory or by way of a file. */
class ArrivingBodyTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(
            ints = {
                0,
                1,
                ArrivingBody.IN_MEMORY,
                ArrivingBody.IN_MEMORY + 1,
                5 * ArrivingBody.IN_MEMORY + 7
            })
    void aBodyComesBackAsItCame(int length) throws IOException {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        Path data = folder.resolve("not-there-yet");
        try (ArrivingBody body = new ArrivingBody(data)) {
            for (int from = 0; from < length; from += 5_000) {
                byte[] piece = Arrays.copyOfRange(bytes, from, Math.min(length, from + 5_000));
                body.add(piece, piece.length);
            }
            assertThat(body.length()).isEqualTo(length);
            assertThat(Files.exists(data)).isEqualTo(length > ArrivingBody.IN_MEMORY);
            assertThat(body.open()).hasBinaryContent(bytes);
        }
        assertThat(files(data)).as("nothing is left").isZero();
    }

    private static long files(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }
}
