package io.gridmill.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridmill.settings.Fault;
import io.gridmill.settings.Settings;
import io.gridmill.settings.SettingsReader;
import io.gridmill.settings.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A file of the configuration, YAML, or JSON where its name ends so. Of YAML only the words are taken
 * as they stand: no object is made, and {@code no} stays a word.
 */
final class ConfigFile {
    private static final int MOST_BYTES = 1 << 20;
    private static final int DEEPEST = 20;
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private final Path file;
    private final Map<String, Integer> lines = new HashMap<>();

    private ConfigFile(Path file) {
        this.file = file;
    }

    /**
     * What a file says.
     *
     * @param faults all that is wrong, each with its line where that is known
     */
    record Read(SettingsReader.Result result, List<Fault> faults) {}

    /**
     * Reads a file.
     *
     * @throws CommandException it cannot be read, or is neither YAML nor JSON
     */
    static Read read(Path path) {
        ConfigFile file = new ConfigFile(path);
        SettingsReader.Result result = SettingsReader.document(file.document());
        List<Fault> faults = new ArrayList<>(result.faults());
        if (faults.isEmpty()) {
            faults.addAll(Settings.defaults().with(result.values(), Source.FILE).faults());
        }
        Comparator<Fault> byLine = Comparator.comparingInt(file::line);
        return new Read(result, faults.stream().sorted(byLine).map(file::placed).toList());
    }

    private Fault placed(Fault fault) {
        int line = line(fault);
        String message = line == 0 ? fault.message() : "line " + line + ": " + fault.message();
        return new Fault(fault.pointer(), fault.key(), fault.code(), message);
    }

    /** The line of its key; 0 where that is not known. */
    private int line(Fault fault) {
        return lines.getOrDefault(fault.pointer(), 0);
    }

    private ObjectNode document() {
        String text = text();
        boolean json = file.toString().toLowerCase(Locale.ROOT).endsWith(".json");
        JsonNode document = json ? json(text) : yaml(text);
        if (document instanceof ObjectNode object) {
            return object;
        }
        throw wrong("holds no keys; write lines such as `queue.maxWaitingJobs: 500`");
    }

    private String text() {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw wrong("has more than " + MOST_BYTES + " bytes, which no configuration has");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (NoSuchFileException _) {
            throw CommandException.usage("There is no file " + file + ".");
        } catch (IOException e) {
            throw CommandException.usage(
                    "The configuration " + file + " cannot be read: " + e + ".");
        }
    }

    private CommandException wrong(String what) {
        return CommandException.usage("The configuration " + file + " " + what + ".");
    }

    private JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw wrong("is no JSON, line " + line + ": " + e.getOriginalMessage());
        }
    }

    private JsonNode yaml(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(DEEPEST);
        options.setMaxAliasesForCollections(0);
        options.setCodePointLimit(MOST_BYTES);
        try {
            Node root = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
            return root == null ? JsonNodeFactory.instance.objectNode() : tree(root, "", 0);
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            String line = mark == null ? "" : ", line " + (mark.getLine() + 1);
            throw wrong("is no YAML" + line + ": " + e.getProblem());
        } catch (YAMLException e) {
            throw wrong("is no YAML: " + e.getMessage());
        }
    }

    private JsonNode tree(Node node, String pointer, int depth) {
        if (depth > DEEPEST) {
            throw wrong("is nested too deeply");
        }
        return switch (node) {
            case ScalarNode scalar when scalar.getTag().equals(Tag.NULL) ->
                    JsonNodeFactory.instance.nullNode();
            case ScalarNode scalar -> JsonNodeFactory.instance.textNode(scalar.getValue());
            case SequenceNode sequence -> {
                ArrayNode array = JsonNodeFactory.instance.arrayNode();
                for (Node element : sequence.getValue()) {
                    array.add(tree(element, pointer, depth + 1));
                }
                yield array;
            }
            case MappingNode mapping -> object(mapping, pointer, depth);
            default -> throw wrong("holds something that is no text, list or map");
        };
    }

    private ObjectNode object(MappingNode mapping, String pointer, int depth) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (NodeTuple entry : mapping.getValue()) {
            int line = entry.getKeyNode().getStartMark().getLine() + 1;
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                throw wrong("has a key that is no text, line " + line);
            }
            String name = key.getValue();
            String at = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
            lines.put(at, line);
            if (object.has(name)) {
                throw wrong("has the key " + name + " twice, line " + line);
            }
            object.set(name, tree(entry.getValueNode(), at, depth + 1));
        }
        return object;
    }
}
