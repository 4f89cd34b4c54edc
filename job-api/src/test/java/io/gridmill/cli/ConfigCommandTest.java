package io.gridmill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridmill.client.FakeServer;
import io.gridmill.client.FakeServer.Request;
import io.gridmill.client.Wire;
import io.gridmill.settings.LiveSettings;
import io.gridmill.settings.LiveSettings.Change;
import io.gridmill.settings.LiveSettings.Value;
import io.gridmill.settings.Setting;
import io.gridmill.settings.Settings;
import io.gridmill.settings.SettingsView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCommandTest {
    private static final LiveSettings LIVE =
            new LiveSettings(
                    2,
                    List.of(
                            new Value("", "poison.nodes", "7"),
                            new Value("node-2", "node.labels", "{\"zone\":\"a\"}")),
                    List.of(
                            new Change(0, "ann", "", "poison.nodes", "3", "7"),
                            new Change(1, "bob", "node-2", "node.slots", "2", null)));
    private static final SettingsView.Standing STANDING =
            new SettingsView.Standing(
                    "node-1",
                    Settings.defaults(),
                    SettingsView.now(Settings.defaults(), LIVE, "node-1"));

    @TempDir private Path folder;
    private FakeServer server;
    private TestTerminal terminal;

    @BeforeEach
    void start() throws IOException {
        server = new FakeServer();
        server.json("GET /api/v1/config", 200, SettingsView.document(STANDING, LIVE));
        server.json("PATCH /api/v1/config", 200, SettingsView.document(STANDING, LIVE));
        server.json("GET /api/v1/config/history", 200, SettingsView.history(LIVE));
        server.json(
                "GET /api/v1/config/poison.nodes",
                200,
                SettingsView.item(STANDING, Setting.POISON_NODES));
        terminal =
                new TestTerminal()
                        .with("GRIDMILL_SERVER", server.url().toString())
                        .with("GRIDMILL_TOKEN", "t");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void allKeysOrOneAreShown() {
        assertThat(terminal.run("config", "get")).isZero();
        assertThat(terminal.out())
                .containsPattern("poison\\.nodes +7 +3 +live +yes")
                .containsPattern("http\\.port +8080 +8080 +default")
                .contains("node-2: node.labels is zone=a");
        TestTerminal one = again();
        assertThat(one.run("config", "get", "poison.nodes")).isZero();
        assertThat(one.out()).isEqualTo("7" + System.lineSeparator());
        TestTerminal json = again();
        assertThat(json.run("config", "get", "poison.nodes", "-o", "json")).isZero();
        assertThat(json.out()).contains("\"started\" : 3");
    }

    private TestTerminal again() {
        return new TestTerminal()
                .with("GRIDMILL_SERVER", server.url().toString())
                .with("GRIDMILL_TOKEN", "t");
    }

    @Test
    void theHistorySaysWhoChangedWhat() {
        assertThat(terminal.run("config", "get", "--history")).isZero();
        assertThat(terminal.out())
                .containsPattern("1970-01-01T00:00:00Z +ann +all +poison\\.nodes +3 +7")
                .containsPattern("bob +node-2 +node\\.slots +2 +taken back");
    }

    @Test
    void aChangeIsSentAsAMergePatch() throws IOException {
        assertThat(
                        terminal.run(
                                "config",
                                "set",
                                "poison.nodes=7",
                                "node.labels=zone=a,x=y",
                                "task.timeout=null",
                                "--node",
                                "node-2"))
                .isZero();
        Request asked = server.requests().getFirst();
        assertThat(asked.target()).endsWith("?node=node-2");
        JsonNode expected =
                Wire.MAPPER.readTree(
                        "{\"poison.nodes\":\"7\",\"node.labels\":\"zone=a,x=y\",\"task.timeout\":null}");
        assertThat(Wire.MAPPER.readTree(asked.body())).isEqualTo(expected);
        assertThat(terminal.err()).contains("node.labels is zone=a on node-2 now");
        assertThat(again().run("config", "set", "poison.nodes")).isEqualTo(2);
        assertThat(again().run("config", "set")).isEqualTo(2);
    }

    @Test
    void aWrongChangeIsToldWhereTheKeysStand() throws IOException {
        TestTerminal wrong;
        try (FakeServer refusing = new FakeServer()) {
            String why = "poison.nodes must be 1 to 100";
            refusing.problem("PATCH /api/v1/config", 400, "bad-request", why);
            wrong =
                    new TestTerminal()
                            .with("GRIDMILL_SERVER", refusing.url().toString())
                            .with("GRIDMILL_TOKEN", "t");
            assertThat(wrong.run("config", "set", "poison.nodes=0")).isEqualTo(2);
        }
        assertThat(wrong.err())
                .contains("poison.nodes must be 1 to 100", "`gridmill config get`")
                .doesNotContain("gridmill types");
    }

    @Test
    void aFileIsCheckedWithoutAServer() throws IOException {
        Path file = Files.writeString(folder.resolve("a.yaml"), "poison.nodes: 9\n");
        assertThat(new TestTerminal().run("config", "validate", file.toString())).isZero();
        Files.writeString(file, "poison.nodes: none\n");
        TestTerminal wrong = new TestTerminal();
        assertThat(wrong.run("config", "validate", file.toString(), "-o", "json")).isEqualTo(1);
        JsonNode answer = Wire.MAPPER.readTree(wrong.out());
        assertThat(answer.path("valid").asBoolean(true)).isFalse();
        assertThat(answer.at("/errors/0/key").asText()).isEqualTo("poison.nodes");
    }

    @Test
    void aGridDoesNotStartWithAWrongFile() throws IOException {
        Path file = Files.writeString(folder.resolve("a.yaml"), "poison.node: 9\n");
        for (String command : List.of("up", "node")) {
            TestTerminal wrong = new TestTerminal();
            assertThat(wrong.run(command, "--config", file.toString())).isEqualTo(2);
            assertThat(wrong.err()).contains("did you mean poison.nodes?");
        }
    }
}
