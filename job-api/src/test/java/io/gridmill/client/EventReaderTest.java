package io.gridmill.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventReaderTest {

    @Test
    void readsNameIdAndData() throws IOException {
        assertThat(read("event: progress\nid: a-1\ndata: {}\n\n"))
                .containsExactly(new ServerEvent("a-1", "progress", "{}"));
    }

    @Test
    void joinsDataLinesAndKeepsTheLastId() throws IOException {
        assertThat(read("id: 7\ndata: one\ndata: two\n\ndata:three\n\n"))
                .containsExactly(
                        new ServerEvent("7", "message", "one\ntwo"),
                        new ServerEvent("7", "message", "three"));
    }

    @Test
    void readsOverCommentsAndUnknownFields() throws IOException {
        assertThat(read(": still here\n\nretry: 5\ndata: x\r\n\r\n"))
                .containsExactly(new ServerEvent("", "message", "x"));
    }

    @Test
    void dropsAnEventThatTheEndCutOff() throws IOException {
        assertThat(read("data: whole\n\nevent: progress\ndata: cut")).hasSize(1);
    }

    private static List<ServerEvent> read(String text) throws IOException {
        List<ServerEvent> events = new ArrayList<>();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (EventReader reader = new EventReader(new ByteArrayInputStream(bytes))) {
            for (ServerEvent event = reader.next(); event != null; event = reader.next()) {
                events.add(event);
            }
        }
        return events;
    }
}
