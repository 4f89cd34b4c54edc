package io.gridmill.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads server-sent events as the HTML standard defines them. Not thread-safe. */
public final class EventReader implements AutoCloseable {
    private final BufferedReader lines;
    private String lastId = "";

    public EventReader(InputStream stream) {
        this.lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    }

    /** Waits for the next event; null at the end of the stream. */
    public @Nullable ServerEvent next() throws IOException {
        String name = "message";
        StringBuilder data = new StringBuilder();
        boolean any = false;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty()) {
                if (any) {
                    return new ServerEvent(lastId, name, data.toString());
                }
                name = "message";
                continue;
            }
            int colon = line.indexOf(':');
            String field = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : valueAfter(line, colon);
            switch (field) {
                case "event" -> name = value;
                case "id" -> lastId = value;
                case "data" -> {
                    data.append(any ? "\n" : "").append(value);
                    any = true;
                }
                default -> {
                    // Comments (the server's keep-alive) and unknown fields are to be ignored.
                }
            }
        }
        // An event that the stream's end cut off is not complete and so must not be delivered.
        return null;
    }

    private static String valueAfter(String line, int colon) {
        boolean space = line.length() > colon + 1 && line.charAt(colon + 1) == ' ';
        return line.substring(colon + (space ? 2 : 1));
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
