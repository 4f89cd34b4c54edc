package io.gridmill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridmill.settings.Setting;
import io.gridmill.settings.Settings;
import io.gridmill.settings.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class SettingOptionsTest {
    @TempDir private Path folder;

    @Command(name = "any")
    static final class Any {}

    private static Settings read(
            SettingOptions options, Map<String, String> environment, String... arguments) {
        CommandLine line = options.addTo(new CommandLine(new Any()));
        line.parseArgs(arguments);
        return options.read(line.getCommandSpec(), environment, Map.of(Setting.STORE, "sqlite"));
    }

    private static Settings node(String... arguments) {
        return read(SettingOptions.ofNode(), Map.of(), arguments);
    }

    @Test
    void optionsWinOverTheEnvironmentAndThatOverTheFile() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("a.yaml"),
                        "scheduling.batchSize: 3\nscheduling.stealing: false\nnode.slots: 3\n");
        Map<String, String> environment =
                Map.of(
                        "GRIDMILL_CONFIG", file.toString(),
                        "GRIDMILL_NODE_SLOTS", "4",
                        "GRIDMILL_SCHEDULING_STEALING", "true");
        Settings settings =
                read(SettingOptions.ofUp(), environment, "--stealing", "false", "--port", "1");

        assertThat(settings.given(Setting.SCHEDULING_BATCH_SIZE))
                .isEqualTo(new Settings.Given("3", Source.FILE));
        assertThat(settings.given(Setting.NODE_SLOTS))
                .isEqualTo(new Settings.Given("4", Source.ENVIRONMENT));
        assertThat(settings.given(Setting.SCHEDULING_STEALING))
                .isEqualTo(new Settings.Given("false", Source.FLAG));
        assertThat(settings.text(Setting.HTTP_PORT)).isEqualTo("1");
        assertThat(settings.given(Setting.STORE))
                .isEqualTo(new Settings.Given("sqlite", Source.DEFAULT));
    }

    @Test
    void anOptionOfTheSameNameMayMeanAnotherKey() {
        assertThat(node("--port", "5900").text(Setting.CLUSTER_PORT)).isEqualTo("5900");
        assertThat(node("--member-port", "5900").text(Setting.CLUSTER_PORT)).isEqualTo("5900");
        assertThat(node("--http-port", "80").text(Setting.HTTP_PORT)).isEqualTo("80");
    }

    @Test
    void repeatedOptionsMakeListsAndPairs() {
        Settings settings =
                node(
                        "--join",
                        "a:1",
                        "--join",
                        "b:2",
                        "--label",
                        "zone=a,b",
                        "--label",
                        "x=y",
                        "--task-type",
                        "noop",
                        "--task-type",
                        "sort",
                        "--resource",
                        "gpu=2");

        assertThat(settings.texts(Setting.DISCOVERY_MEMBERS)).containsExactly("a:1", "b:2");
        assertThat(settings.text(Setting.NODE_LABELS)).isEqualTo("{\"x\":\"y\",\"zone\":\"a,b\"}");
        assertThat(settings.texts(Setting.NODE_TASK_TYPES)).containsExactly("noop", "sort");
        assertThat(settings.text(Setting.NODE_RESOURCES)).isEqualTo("{\"gpu\":\"2\"}");
    }

    @Test
    void anyKeyCanBeSetAndNothingRunsTwiceOnRequest() {
        Settings settings =
                node("--set", "retry.delay=2s", "--set", "node.labels=a=b", "--no-retries");

        assertThat(settings.text(Setting.RETRY_DELAY)).isEqualTo("2s");
        assertThat(settings.text(Setting.NODE_LABELS)).isEqualTo("{\"a\":\"b\"}");
        assertThat(settings.flag(Setting.RETRY_ENABLED)).isFalse();
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        assertThatThrownBy(
                        () ->
                                read(
                                        SettingOptions.ofNode(),
                                        Map.of("GRIDMILL_POISON_NODES", "0"),
                                        "--slots",
                                        "-1",
                                        "--label",
                                        "zone",
                                        "--set",
                                        "retry.dely=1s"))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("GRIDMILL_POISON_NODES is 0; allowed: 1 to 100")
                .hasMessageContaining("--slots is -1; allowed: cores, or 0 to 1,024")
                .hasMessageContaining("--label is zone")
                .hasMessageContaining("did you mean retry.delay?");
    }

    @Test
    void whatOneNodeWasGivenIsGivenToAnother() {
        Settings first = node("--set", "retry.delay=2s", "--label", "zone=a,b", "--no-retries");
        Settings second = node(SettingOptions.arguments(first.given()).toArray(String[]::new));

        assertThat(second.given()).isEqualTo(first.given());
    }
}
