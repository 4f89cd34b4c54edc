package io.gridmill.execute;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gridmill.task.Aggregator;
import io.gridmill.task.Codec;
import io.gridmill.task.InputRule;
import io.gridmill.task.ItemReader;
import io.gridmill.task.JobInput;
import io.gridmill.task.Parameters;
import io.gridmill.task.Split;
import io.gridmill.task.TaskContext;
import io.gridmill.task.TaskResult;
import io.gridmill.task.TaskType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A function that a program registered under a name, as a task type: JSON in, JSON out. Every member
 * can split and put together the jobs of such a type, since that needs its name only; tasks run where
 * the function is. The function itself never travels.
 */
public final class HandlerType
        implements TaskType<HandlerType.Shape, HandlerType.Item, HandlerType.Item> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FLAG = "handler";
    private static final String SCHEMA =
            """
            {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
             "required": ["handler"], "additionalProperties": false,
             "properties": {
               "handler": {"const": true, "description": "Says that the type is a registered function"},
               "items": {"type": "integer", "minimum": 0, "maximum": 20000000, "examples": [3],
                 "description": "The input has so many lines of JSON, a task each; absent: it is one value"}}}
            """;
    private static final long MOST_ITEMS = 20_000_000;

    private final String name;
    private final @Nullable TaskFunction<byte[], byte[]> function;

    private HandlerType(String name, @Nullable TaskFunction<byte[], byte[]> function) {
        this.name = name;
        this.function = function;
    }

    /**
     * How a job is made of its input.
     *
     * @param items lines of the input; negative where the whole is one value
     */
    public record Shape(long items) {}

    /** A JSON value as bytes. */
    @SuppressWarnings("ArrayRecordComponent") // never compared; the array is not changed
    public record Item(byte[] json) {}

    /** The type of a function that is here. */
    public static <I, O> HandlerType of(
            String name, Class<I> input, Class<O> output, TaskFunction<I, O> function) {
        return new HandlerType(
                name,
                (bytes, task) -> {
                    O result = function.run(JSON.readValue(bytes, input), task);
                    return JSON.writeValueAsBytes(output.cast(result));
                });
    }

    /** The type of a function that is elsewhere; empty where parameters are none of such a type. */
    public static Optional<TaskType<?, ?, ?>> elsewhere(String name, JsonNode parameters) {
        return parameters.path(FLAG).asBoolean()
                ? Optional.of(new HandlerType(name, null))
                : Optional.empty();
    }

    /** The same for parameters as JSON text. */
    public static Optional<TaskType<?, ?, ?>> elsewhere(String name, String parameters) {
        try {
            return elsewhere(name, JSON.readTree(parameters));
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }

    /** Whether the function is here. */
    boolean here() {
        return function != null;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String summary() {
        return "A function that a program registered under this name";
    }

    @Override
    public String parameterSchema() {
        return SCHEMA;
    }

    @Override
    public InputRule inputRule() {
        return InputRule.OPTIONAL;
    }

    @Override
    public Shape parameters(Parameters source) {
        if (!source.flag(FLAG, false)) {
            source.error(FLAG, "required", "must be true: the type is a registered function");
        }
        long items = source.number("items", -1, -1, MOST_ITEMS);
        source.done();
        return new Shape(items);
    }

    @Override
    public Split<Item> split(Shape shape, JobInput input) throws IOException {
        if (shape.items < 0) {
            return Split.indexed(1, _ -> new Item(new byte[0]));
        }
        BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(input.open(0, input.size()), StandardCharsets.UTF_8));
        Iterator<Item> items =
                lines.lines()
                        .map(line -> new Item(line.getBytes(StandardCharsets.UTF_8)))
                        .iterator();
        return new Split.Streamed<>(OptionalLong.of(shape.items), items);
    }

    @Override
    public Item run(Shape shape, Item item, TaskContext task) throws Exception {
        if (function == null) {
            throw new IllegalStateException(
                    "No function is registered here as " + name + "; this is a bug");
        }
        byte[] json = item.json;
        if (json.length == 0) {
            JobInput input = task.input();
            try (var in = input.open(0, input.size())) {
                json = in.readAllBytes();
            }
        }
        return new Item(
                function.run(json.length == 0 ? new byte[] {'n', 'u', 'l', 'l'} : json, task));
    }

    @Override
    public Optional<ItemReader<Shape, Item>> addedItems() {
        return Optional.of(
                (_, fields) -> {
                    JsonNode value = fields.json("value");
                    fields.done();
                    return new Item(String.valueOf(value).getBytes(StandardCharsets.UTF_8));
                });
    }

    /** A value as JSON; a function that runs once works on the whole input of its job. */
    @Override
    public Optional<Object> shown(Item item) {
        try {
            return Optional.of(
                    item.json.length == 0 ? Map.of("input", "whole") : JSON.readTree(item.json));
        } catch (IOException _) {
            return Optional.of(item.json);
        }
    }

    @Override
    public Codec<Item> itemCodec() {
        return HandlerCodec.INSTANCE;
    }

    @Override
    public Codec<Item> resultCodec() {
        return HandlerCodec.INSTANCE;
    }

    @Override
    public Aggregator<Shape> aggregator() {
        return HandlerAnswer.INSTANCE;
    }

    @Override
    public String taskMediaType(Shape shape) {
        return "application/json";
    }

    @Override
    public void present(Shape shape, TaskResult result, OutputStream out) throws IOException {
        try (var in = result.data().open()) {
            in.transferTo(out);
        }
    }
}
