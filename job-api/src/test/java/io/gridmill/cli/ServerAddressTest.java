package io.gridmill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerAddressTest {
    private static final URI LOCAL = URI.create("http://127.0.0.1:8080");

    @TempDir private Path data;
    private final ServerOptions options = new ServerOptions();

    @BeforeEach
    void useTheDirectory() {
        options.data = data;
    }

    @Test
    void findsWhatUpLeft() throws IOException {
        leave();
        assertThat(ServerAddress.find(options, Map.of()))
                .contains(new ServerAddress(LOCAL, "gridmill_left", false));
        options.data = null;
        assertThat(ServerAddress.find(options, Map.of("GRIDMILL_DATA", data.toString())))
                .contains(new ServerAddress(LOCAL, "gridmill_left", false));
    }

    @Test
    void theOptionWinsOverTheEnvironmentAndBothOverTheFile() throws IOException {
        leave();
        Map<String, String> environment =
                Map.of("GRIDMILL_SERVER", "https://env", "GRIDMILL_TOKEN", "t-env");
        assertThat(ServerAddress.find(options, environment))
                .contains(new ServerAddress(URI.create("https://env"), "t-env", true));
        options.server = "http://opt:99/";
        options.token = "t-opt";
        assertThat(ServerAddress.find(options, environment))
                .contains(new ServerAddress(URI.create("http://opt:99"), "t-opt", true));
    }

    @Test
    void theLeftTokenGoesToNoOtherServer() throws IOException {
        leave();
        options.server = "http://elsewhere";
        assertThat(ServerAddress.find(options, Map.of()).orElseThrow().token()).isNull();
        options.server = "127.0.0.1:8080";
        assertThat(ServerAddress.find(options, Map.of()).orElseThrow().token())
                .isEqualTo("gridmill_left");
    }

    @Test
    void saysHowToGetAServerWhereThereIsNone() throws IOException {
        assertThat(ServerAddress.find(options, Map.of())).isEmpty();
        assertThatThrownBy(() -> ServerAddress.require(options, Map.of()))
                .isInstanceOfSatisfying(
                        CommandException.class, e -> assertThat(e.status()).isEqualTo(3))
                .hasMessageContaining("gridmill up");
    }

    @Test
    void refusesWhatIsNoAddress() {
        for (String bad : new String[] {"ftp://host", "http://", "a b", "http://:80"}) {
            options.server = bad;
            assertThatThrownBy(() -> ServerAddress.find(options, Map.of()))
                    .isInstanceOfSatisfying(
                            CommandException.class, e -> assertThat(e.status()).isEqualTo(2));
        }
    }

    private void leave() throws IOException {
        Files.writeString(data.resolve("server"), LOCAL + "\n");
        Files.writeString(data.resolve("token"), "gridmill_left\n");
    }
}
