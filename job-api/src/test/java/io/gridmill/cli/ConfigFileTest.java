package io.gridmill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridmill.settings.Fault;
import io.gridmill.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigFileTest {
    @TempDir private Path folder;

    private ConfigFile.Read read(String name, String text) throws IOException {
        return ConfigFile.read(Files.writeString(folder.resolve(name), text));
    }

    private static List<String> messages(ConfigFile.Read read) {
        return read.faults().stream().map(Fault::message).toList();
    }

    @Test
    void yamlIsReadWordForWord() throws IOException {
        ConfigFile.Read read =
                read(
                        "grid.yaml",
                        """
                        # a comment
                        http.port: 8111
                        node:
                          labels: {zone: no, version: 1.10}
                          taskTypes: [noop, sort]
                        store: sqlite
                        store.url: "jdbc:sqlite:x"
                        discovery.members:
                        """);

        assertThat(read.faults()).isEmpty();
        assertThat(read.result().values())
                .isEqualTo(
                        Map.of(
                                Setting.HTTP_PORT, "8111",
                                Setting.NODE_LABELS, "{\"version\":\"1.10\",\"zone\":\"no\"}",
                                Setting.NODE_TASK_TYPES, "noop,sort",
                                Setting.STORE, "sqlite",
                                Setting.STORE_URL, "jdbc:sqlite:x"));
    }

    @Test
    void jsonSaysTheSame() throws IOException {
        ConfigFile.Read read = read("grid.json", "{\"http\":\n\t{\"port\": 8111}}");

        assertThat(read.result().values()).isEqualTo(Map.of(Setting.HTTP_PORT, "8111"));
    }

    @Test
    void anEmptyFileSaysNothing() throws IOException {
        assertThat(read("grid.yaml", "# nothing\n").result().values()).isEmpty();
    }

    @Test
    void allFaultsAreToldInTheOrderOfTheirLines() throws IOException {
        ConfigFile.Read read =
                read(
                        "grid.yaml",
                        """
                        queue:
                          maxWaitingJobs: 0
                        htp.port: 1
                        security.requireTls: true
                        """);

        assertThat(messages(read))
                .satisfiesExactly(
                        first ->
                                assertThat(first)
                                        .isEqualTo(
                                                "line 2: queue.maxWaitingJobs is 0; allowed: 1 to"
                                                        + " 1,000,000,000"),
                        second ->
                                assertThat(second)
                                        .isEqualTo(
                                                "line 3: htp.port is not a known key; did you mean"
                                                        + " http.port?"),
                        third ->
                                assertThat(third).startsWith("line 4: security.requireTls is not"));
    }

    @Test
    void keysThatContradictEachOtherAreTold() throws IOException {
        assertThat(messages(read("a.yaml", "cluster: {failureAfter: 2s, heartbeatInterval: 3s}")))
                .containsExactly(
                        "cluster.failureAfter is 2s; it must be at least twice"
                                + " cluster.heartbeatInterval, which is 3s");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.yaml | 'a: [' | is no YAML, line 1",
                "a.yaml | '- a' | holds no keys",
                "a.yaml | 'a' | holds no keys",
                "a.yaml | '? [a]: b' | a key that is no text, line 1",
                "a.yaml | 'a: !!java.net.URL [x]' | a",
                "a.json | '{' | is no JSON, line 1",
                "a.json | '[1]' | holds no keys",
                "a.json | '{\"data\":\"a\",\"data\":\"b\"}' | Duplicate",
                "a.json | '{} {}' | is no JSON",
            })
    void whatIsNoConfigurationIsRefused(String name, String text, String why) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text.strip());
        TestTerminal terminal = new TestTerminal();
        assertThat(terminal.run("config", "validate", file.toString())).isNotZero();
        assertThat(terminal.err()).contains(why.strip());
    }

    @Test
    void aKeyTwiceAnAliasAndACircleAreRefused() {
        assertThatThrownBy(() -> read("a.yaml", "data: a\ndata: b\n"))
                .hasMessageContaining("has the key data twice, line 2");
        assertThatThrownBy(() -> read("a.yaml", "queue: &q {a: 1}\nnode: *q\nretry: *q\n"))
                .isInstanceOf(CommandException.class);
        assertThatThrownBy(() -> read("a.yaml", "queue: &q {a: *q}\n"))
                .isInstanceOf(CommandException.class);
        assertThatThrownBy(() -> read("a.yaml", "[".repeat(100)))
                .isInstanceOf(CommandException.class);
    }

    @Test
    void aFileThatIsTooLargeOrNotThereIsRefused() {
        assertThatThrownBy(() -> read("a.yaml", "# ".repeat(600_000)))
                .hasMessageContaining("more than 1048576 bytes");
        assertThatThrownBy(() -> ConfigFile.read(folder.resolve("none.yaml")))
                .hasMessageContaining("There is no file");
    }
}
