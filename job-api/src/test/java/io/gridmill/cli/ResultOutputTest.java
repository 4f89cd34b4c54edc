package io.gridmill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridmill.client.Download;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultOutputTest {
    @TempDir private Path folder;
    private final TestTerminal terminal = new TestTerminal();

    @Test
    void replacesTheFileByTheWholeResult() throws IOException {
        Path out = Files.writeString(folder.resolve("r.txt"), "old and longer");
        ResultOutput.write(download("new", 3), out, terminal.terminal(Terminal.Screen.NONE));
        assertThat(out).hasContent("new");
        assertNothingElseIn(folder);
    }

    @Test
    void aResultThatBreaksOffLeavesTheOldFile() throws IOException {
        Path out = Files.writeString(folder.resolve("r.txt"), "old");
        assertThatThrownBy(
                        () ->
                                ResultOutput.write(
                                        download("ne", 3),
                                        out,
                                        terminal.terminal(Terminal.Screen.NONE)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("2 of 3");
        assertThat(out).hasContent("old");
        assertNothingElseIn(folder);
    }

    @Test
    void writesToStandardOutput() throws IOException {
        ResultOutput.write(download("x", -1), null, terminal.terminal(Terminal.Screen.NONE));
        assertThat(terminal.out()).isEqualTo("x");
    }

    @Test
    void refusesEarlyWhatCannotBeWritten() {
        assertThatThrownBy(() -> ResultOutput.check(folder)).hasMessageContaining("directory");
        assertThatThrownBy(() -> ResultOutput.check(folder.resolve("no/r.txt")))
                .hasMessageContaining("There is no directory");
        ResultOutput.check(folder.resolve("r.txt"));
    }

    private static Download download(String text, long size) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Download("text/plain", size, new ByteArrayInputStream(bytes));
    }

    private static void assertNothingElseIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }
}
