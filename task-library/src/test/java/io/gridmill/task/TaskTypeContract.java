package io.gridmill.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What the grid relies on in every task type. A test of a type extends this and gives a small job
 * of some ten tasks.
 *
 * @param <P> the parameters; a record, or another type with equals
 * @param <I> the item that one task works on
 * @param <O> what one task returns
 */
@NullMarked
public abstract class TaskTypeContract<P, I, O> {
    private static final JsonMapper JSON = new JsonMapper();
    private static final long MOST_READ_FOR_THREE_ITEMS = 256L << 20;

    /** The type under test. */
    protected abstract TaskType<P, I, O> type();

    /** Parameters of a job of several tasks, as JSON; with all that have no default. */
    protected abstract String sampleParameters();

    /** Its input. */
    protected JobInput sampleInput() {
        return JobInput.none();
    }

    /** How often a task may look, without stopping, before this contract calls it deaf. */
    protected int looksBeforeStop() {
        return 0;
    }

    /**
     * An item that can be added to an open job, as JSON; for types that take such.
     *
     * @return null for types whose jobs cannot be open
     */
    protected @Nullable String sampleAddedItem() {
        return null;
    }

    /**
     * A piece of input that makes a valid input when it is repeated; for types whose input may be
     * larger than memory.
     *
     * @return null for types without such input
     */
    protected byte @Nullable [] repeatablePiece() {
        return null;
    }

    @Test
    void isFoundUnderItsName() {
        TaskType<?, ?, ?> found = TaskTypes.load().find(type().name()).orElseThrow();
        assertEquals(type().getClass(), found.getClass());
        assertFalse(type().summary().isBlank());
    }

    @Test
    void splitIsRepeatable() throws IOException {
        List<I> items = sample().items();
        assertTrue(items.size() > 2, "the sample has " + items.size() + " tasks, 3 are needed");
        assertEquals(items, sample().items());
    }

    @Test
    void splitReadsNoFurtherThanItIsAsked() throws IOException {
        byte[] piece = repeatablePiece();
        if (piece == null) {
            return;
        }
        RepeatedInput endless = new RepeatedInput(piece, 1L << 42);
        P parameters = type().parameters(Parameters.of(sampleObject()));
        switch (type().split(parameters, endless)) {
            case Split.Indexed<I>(long count, var item) -> assertNotNull(item.apply(count / 2));
            case Split.Streamed<I>(_, Iterator<I> items) -> {
                for (int i = 0; i < 3; i++) {
                    assertNotNull(items.next());
                }
                if (items instanceof Closeable closeable) {
                    closeable.close();
                }
            }
        }
        assertTrue(
                endless.bytesRead() <= MOST_READ_FOR_THREE_ITEMS,
                endless.bytesRead() + " bytes were read for three items");
    }

    @Test
    void itemsForOpenJobsAreReadAndTravel() throws IOException {
        String sample = sampleAddedItem();
        assertEquals(
                sample != null,
                type().addedItems().isPresent(),
                "sampleAddedItem() is needed when addedItems() is there, and only then");
        if (sample == null) {
            return;
        }
        P parameters = read(sampleObject());
        ItemReader<P, I> reader = type().addedItems().orElseThrow();
        I item = reader.read(parameters, Parameters.of(JSON.readTree(sample), "/0"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        type().itemCodec().write(item, new DataOutputStream(bytes));
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        assertEquals(item, type().itemCodec().read(in));
        JsonNode unknown = ((ObjectNode) JSON.readTree(sample)).put("no such field", 1);
        BadParametersException refused =
                assertThrows(
                        BadParametersException.class,
                        () -> reader.read(parameters, Parameters.of(unknown, "/0")));
        assertEquals("/0/no such field", refused.errors().getFirst().pointer());
    }

    @Test
    void taskGivesTheSameBytesEachTime() throws Exception {
        LocalRun<P, I, O> run = sample();
        long task = 0;
        for (I item : run.items()) {
            byte[] first = run.run(item, LocalContext.of(task, 1, sampleInput()));
            byte[] second = run.run(item, LocalContext.of(task, 2, sampleInput()));
            assertArrayEquals(first, second, "task " + task);
            task++;
        }
    }

    @Test
    void resultCanBePresented() throws Exception {
        LocalRun<P, I, O> run = sample();
        TaskResult result = run.results().getFirst();
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        type().present(run.parameters(), result, shown);
        assertTrue(type().taskMediaType(run.parameters()).contains("/"));
        assertTrue(type().aggregator().mediaType(run.parameters()).contains("/"));
    }

    @Test
    void blocksOfAnySizeGiveTheSameAnswer() throws Exception {
        LocalRun<P, I, O> run = sample();
        List<TaskResult> results = run.results();
        byte[] expected = run.finish(run.fold(results, results.size()));
        for (int block : new int[] {1, 2, 3, 7}) {
            assertArrayEquals(expected, run.finish(run.fold(results, block)), "block " + block);
        }
    }

    @Test
    void resultsMayBeMissingUnlessTheTypeNeedsThemAll() throws Exception {
        LocalRun<P, I, O> run = sample();
        if (!type().aggregator().bearsMissing(run.parameters())) {
            return;
        }
        List<TaskResult> results = run.results();
        byte[] expected = run.finish(run.foldWithout(results, results.size(), n -> n % 3 == 0));
        for (int block : new int[] {1, 2, 3, 7}) {
            List<Source> partials = run.foldWithout(results, block, n -> n % 3 == 0);
            assertArrayEquals(expected, run.finish(partials), "block " + block);
        }
    }

    @Test
    void everyStepGivesTheSameBytesEachTime() throws Exception {
        LocalRun<P, I, O> run = sample();
        List<TaskResult> results = run.results();
        assertArrayEquals(
                bytes(run.fold(results, 2).getFirst()), bytes(run.fold(results, 2).getFirst()));
        if (!type().aggregator().ordered()) {
            List<Source> some = run.fold(results, 2);
            assertArrayEquals(bytes(run.combine(some)), bytes(run.combine(some)));
        }
        List<Source> partials = run.fold(run.results(), 2);
        assertArrayEquals(run.finish(partials), run.finish(partials));
    }

    @Test
    void hintsBetweenTasksChangeNoAnswer() throws Exception {
        LocalRun<P, I, O> run = sample();
        byte[] expected = run.answer();
        for (int seed = 0; seed < 6; seed++) {
            Random random = new Random(seed);
            // None is lost, some are, all are.
            LocalHints hints = new LocalHints(random, new double[] {0, 0.5, 1}[seed % 3]);
            List<TaskResult> results = run.results(random, hints);
            assertArrayEquals(expected, run.finish(run.fold(results, 4)), "seed " + seed);
        }
    }

    @Test
    void jobWithoutTasksHasAnAnswer() throws Exception {
        assertNotNull(sample().finish(List.of()));
    }

    @Test
    void partialsInAnyOrderAndGroupingGiveTheSameAnswer() throws Exception {
        if (type().aggregator().ordered()) {
            return;
        }
        LocalRun<P, I, O> run = sample();
        List<TaskResult> results = run.results();
        byte[] expected = run.finish(run.fold(results, results.size()));
        Random random = new Random(7);
        for (int round = 0; round < 10; round++) {
            List<Source> partials = run.fold(results, 1 + random.nextInt(3));
            while (partials.size() > 1 && random.nextInt(4) > 0) {
                Collections.shuffle(partials, random);
                int group = 1 + random.nextInt(partials.size());
                List<Source> rest = new ArrayList<>(partials.subList(group, partials.size()));
                rest.add(run.combine(partials.subList(0, group)));
                partials = rest;
            }
            Collections.shuffle(partials, random);
            assertArrayEquals(expected, run.finish(partials), "round " + round);
        }
    }

    @Test
    void unknownParameterIsRefused() throws IOException {
        ObjectNode parameters = sampleObject().put("no/such~parameter", 1);
        BadParametersException refused =
                assertThrows(BadParametersException.class, () -> read(parameters));
        assertEquals(
                List.of("/parameters/no~1such~0parameter"),
                refused.errors().stream().map(FieldError::pointer).toList());
        assertEquals("unknown", refused.errors().getFirst().code());
    }

    @Test
    void schemaNamesTheParametersThatAreRead() throws IOException {
        JsonNode schema = JSON.readTree(type().parameterSchema());
        Parameters source = Parameters.of(sampleObject());
        type().parameters(source);
        Set<String> described = new LinkedHashSet<>();
        for (var property : schema.path("properties").properties()) {
            described.add(property.getKey());
            assertFalse(
                    property.getValue().path("description").asText().isBlank(),
                    property.getKey() + " has no description");
        }
        assertEquals(described, source.known());
    }

    @Test
    void defaultsOfTheSchemaAreTheRealOnes() throws IOException {
        ObjectNode parameters = required();
        P expected = read(parameters);
        for (var property : schemaProperties().properties()) {
            JsonNode value = property.getValue().get("default");
            if (value != null) {
                parameters.set(property.getKey(), value);
                assertEquals(expected, read(parameters), property.getKey());
            }
        }
    }

    @Test
    void limitsAndExamplesOfTheSchemaAreTheRealOnes() throws IOException {
        for (var property : schemaProperties().properties()) {
            String name = property.getKey();
            JsonNode rule = property.getValue();
            assertTrue(rule.has("examples"), name + " has no example");
            for (String field : List.of("examples", "enum")) {
                for (JsonNode value : rule.path(field)) {
                    read(required().set(name, value));
                }
            }
            if (rule.has("enum")) {
                assertRefused(name, JSON.getNodeFactory().textNode("no such choice"), "choice");
            }
            checkLimit(name, rule.path("minimum"), -1);
            checkLimit(name, rule.path("maximum"), 1);
        }
    }

    @Test
    void stopIsNoticed() throws Exception {
        LocalRun<P, I, O> run = sample();
        LocalContext context = LocalContext.stoppingAfter(looksBeforeStop(), 0, sampleInput());
        assertThrows(TaskStoppedException.class, () -> run.run(run.items().getFirst(), context));
    }

    private static byte[] bytes(Source source) throws IOException {
        try (InputStream in = source.open()) {
            return in.readAllBytes();
        }
    }

    private void checkLimit(String name, JsonNode limit, int beyond) throws IOException {
        if (!limit.isNumber()) {
            return;
        }
        read(required().set(name, limit));
        var outside =
                limit.decimalValue()
                        .add(
                                limit.decimalValue()
                                        .abs()
                                        .max(BigDecimal.ONE)
                                        .multiply(BigDecimal.valueOf(beyond)));
        assertRefused(name, JSON.getNodeFactory().numberNode(outside), "range");
    }

    private void assertRefused(String name, JsonNode value, String code) throws IOException {
        ObjectNode parameters = required().set(name, value);
        BadParametersException refused =
                assertThrows(
                        BadParametersException.class, () -> read(parameters), name + " " + value);
        FieldError error = refused.errors().getFirst();
        assertEquals("/parameters/" + name, error.pointer());
        assertEquals(code, error.code());
    }

    private LocalRun<P, I, O> sample() throws IOException {
        return LocalRun.of(type(), sampleParameters(), sampleInput());
    }

    private P read(JsonNode parameters) {
        return type().parameters(Parameters.of(parameters));
    }

    private ObjectNode sampleObject() throws IOException {
        return (ObjectNode) JSON.readTree(sampleParameters());
    }

    private JsonNode schemaProperties() throws IOException {
        return JSON.readTree(type().parameterSchema()).path("properties");
    }

    /** The sample's parameters that have no default. */
    private ObjectNode required() throws IOException {
        ObjectNode required = JSON.createObjectNode();
        JsonNode properties = schemaProperties();
        for (var field : sampleObject().properties()) {
            if (!properties.path(field.getKey()).has("default")) {
                required.set(field.getKey(), field.getValue());
            }
        }
        return required;
    }
}
