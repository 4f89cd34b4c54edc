package io.gridmill.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The edges of a state machine, read from the drawing in its Javadoc: so the drawing is what tests
 * hold the code to, and the diagrams under {@code docs/states} are made from it.
 *
 * @param machine simple name of the class that decides
 */
public record TransitionTable(String machine, List<Edge> edges) {
    private static final Pattern LINE =
            Pattern.compile("^ \\* (.+?) --([a-z][a-z ,]*[a-z])-+>(.+)$", Pattern.MULTILINE);
    private static final Pattern STATE = Pattern.compile("\\b[A-Z]{4,}\\b");
    private static final Path DOCS = Path.of("..", "docs", "states");

    public TransitionTable {
        edges = List.copyOf(edges);
    }

    /** What leads from a state to another. */
    public record Edge(String from, String event, String to) {}

    /** The table in the Javadoc of a class of this module. */
    public static TransitionTable of(Class<?> machine) {
        Path source = Path.of("src", "main", "java", machine.getName().replace('.', '/') + ".java");
        List<Edge> edges = new ArrayList<>();
        Matcher line = LINE.matcher(read(source));
        while (line.find()) {
            for (String from : states(line.group(1))) {
                for (String to : states(line.group(3))) {
                    edges.add(new Edge(from, line.group(2), to));
                }
            }
        }
        return new TransitionTable(machine.getSimpleName(), edges);
    }

    private static List<String> states(String text) {
        return STATE.matcher(text).results().map(found -> found.group()).toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    /** Every (from, to), whatever the event. */
    public Set<String> pairs() {
        Set<String> pairs = new LinkedHashSet<>();
        for (Edge edge : edges) {
            pairs.add(pair(edge.from, edge.to));
        }
        return pairs;
    }

    /** How a (from, to) is written in {@link #pairs()}. */
    public static String pair(Object from, Object to) {
        return from + " -> " + to;
    }

    /**
     * Fails when a page of {@code docs/states} is not what this table says; writes it instead when
     * {@code -Dgridmill.states.write} is given.
     */
    public void assertDrawnIn(String file, String title, String first) throws IOException {
        String page = page(title, first);
        Path path = DOCS.resolve(file);
        if (System.getProperty("gridmill.states.write") != null) {
            Files.createDirectories(DOCS);
            Files.writeString(path, page);
        }
        assertThat(read(path))
                .as("docs/states/%s is stale: run this test with -Dgridmill.states.write", file)
                .isEqualTo(page);
    }

    private String page(String title, String first) {
        StringBuilder page = new StringBuilder();
        page.append("# ").append(title).append("\n\n");
        page.append("Made from the Javadoc of `").append(machine);
        page.append("`; a test fails when the two differ.\n\n");
        page.append("```mermaid\nstateDiagram-v2\n    [*] --> ").append(first).append('\n');
        for (Edge edge : merged()) {
            page.append("    ").append(edge.from).append(" --> ").append(edge.to);
            page.append(" : ").append(edge.event).append('\n');
        }
        for (String state : terminal()) {
            page.append("    ").append(state).append(" --> [*]\n");
        }
        page.append("```\n\n| from | event | to |\n|---|---|---|\n");
        for (Edge edge : edges) {
            page.append("| `").append(edge.from).append("` | ").append(edge.event);
            page.append(" | `").append(edge.to).append("` |\n");
        }
        return page.toString();
    }

    /** One edge for each (from, to): an arrow per event would hide the picture. */
    private List<Edge> merged() {
        List<Edge> merged = new ArrayList<>();
        for (String pair : pairs()) {
            List<Edge> same = edges.stream().filter(e -> pair(e.from, e.to).equals(pair)).toList();
            String events = String.join(" / ", same.stream().map(Edge::event).toList());
            merged.add(new Edge(same.getFirst().from, events, same.getFirst().to));
        }
        return merged;
    }

    private Set<String> terminal() {
        Set<String> states = new LinkedHashSet<>();
        edges.forEach(edge -> states.add(edge.to));
        edges.forEach(edge -> states.remove(edge.from));
        return states;
    }
}
