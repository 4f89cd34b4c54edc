package io.gridmill.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** A terminal that keeps what was printed. */
final class TestTerminal {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> environment = new HashMap<>();
    private String in = "";

    TestTerminal with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    TestTerminal typing(String text) {
        in = text;
        return this;
    }

    int run(String... arguments) {
        return GridmillMain.run(terminal(Terminal.Screen.NONE), arguments);
    }

    Terminal terminal(Terminal.Screen screen) {
        return new Terminal(
                new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment,
                screen);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
