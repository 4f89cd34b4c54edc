package io.gridmill.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingTest {
    private static final Path PAGE = Path.of("..", "docs", "configuration.md");
    private static final String MARK = "<!-- What follows is made from the list of the keys. -->\n";

    /** The contract's keys, their defaults and whether they are live, as far as they are built. */
    private static final String CONTRACT =
            """
            http.port 8080
            cluster.enabled true
            cluster.port 5701
            cluster.name gridmill
            cluster.size unset
            cluster.maxNodes 50 L
            cluster.backups 2
            cluster.heartbeatInterval 1s
            cluster.failureAfter 5s
            discovery.method manual
            discovery.members -
            node.role hybrid
            node.slots cores L
            node.labels - L
            node.taskTypes all L
            task.timeout 300s L
            retry.enabled true L
            retry.maxRetries 3 L
            retry.delay 5s L
            retry.multiplier 2
            retry.maxDelay 5m
            scheduling.strategy least-busy L
            scheduling.stealing true L
            scheduling.batchSize auto L
            queue.maxWaitingJobs 1000 L
            queue.maxWaitingTasks 20000000 L
            health.foreignCpu 0.5 L
            health.memory 0.9 L
            health.foreignLoad 2.0 L
            store none
            data gridmill-data
            """;

    @Test
    void theKeysOfTheContractHaveItsDefaults() {
        for (String line : CONTRACT.lines().toList()) {
            String[] words = line.split(" ", -1);
            Setting setting = Setting.of(words[0]).orElseThrow();
            String given = words[1].equals("-") ? "" : words[1];
            assertThat(setting.type().parse(given)).as(line).hasValue(setting.standard());
            assertThat(setting.reach().live()).as(line).isEqualTo(words.length == 3);
        }
    }

    @Test
    void everyKeyHasAVariableAndOptionsOfItsOwn() {
        assertThat(Setting.HTTP_PORT.variable()).isEqualTo("GRIDMILL_HTTP_PORT");
        assertThat(Setting.QUEUE_MAX_WAITING_JOBS.variable())
                .isEqualTo("GRIDMILL_QUEUE_MAX_WAITING_JOBS");
        assertThat(all(Setting::variable)).doesNotHaveDuplicates();
        assertThat(all(Setting::key)).doesNotHaveDuplicates();
        assertThat(all(setting -> setting.options().up())).doesNotHaveDuplicates();
        assertThat(all(setting -> setting.options().node())).doesNotHaveDuplicates();
    }

    private static List<String> all(java.util.function.Function<Setting, String> of) {
        return Arrays.stream(Setting.values()).map(of).filter(text -> !text.isEmpty()).toList();
    }

    @Test
    void aValueIsWrittenInOneWayHoweverItWasGiven() {
        Map<Setting, Map<String, String>> given = new LinkedHashMap<>();
        given.put(Setting.TASK_TIMEOUT, Map.of("300s", "5m", "PT10S", "10s", "60000ms", "1m"));
        given.put(Setting.QUEUE_MAX_WAITING_TASKS, Map.of("20_000_000", "20000000", "007", "7"));
        given.put(Setting.QUEUE_MAX_WAITING_BYTES, Map.of("2GiB", "2147483648", "1 kB", "1000"));
        given.put(Setting.HEALTH_FOREIGN_CPU, Map.of("0.50", "0.5", "1e9", "1000000000"));
        given.put(Setting.NODE_ROLE, Map.of("master", "scheduler"));
        given.put(Setting.NODE_LABELS, Map.of("b=2, a=1", "{\"a\":\"1\",\"b\":\"2\"}"));
        given.put(Setting.NODE_TASK_TYPES, Map.of("all", "", "noop, sort", "noop,sort"));
        given.forEach(
                (setting, texts) ->
                        texts.forEach(
                                (text, value) -> {
                                    assertThat(setting.type().parse(text)).hasValue(value);
                                    assertThat(setting.type().parse(setting.type().json(value)))
                                            .as("through JSON")
                                            .hasValue(value);
                                }));
    }

    @Test
    void whatIsOutOfRangeIsNoValue() {
        Map<Setting, List<String>> wrong = new LinkedHashMap<>();
        wrong.put(Setting.HTTP_PORT, List.of("65536", "-1", "80.5", "", "0x50", "9".repeat(30)));
        wrong.put(Setting.SCHEDULING_BATCH_SIZE, List.of("0", "257", "Auto"));
        wrong.put(Setting.SCHEDULING_STEALING, List.of("yes", "1", ""));
        wrong.put(Setting.HEALTH_MEMORY, List.of("0", "-0.1", "NaN", "1e10", "1e-999999999"));
        wrong.put(Setting.CLUSTER_FAILURE_AFTER, List.of("1s", "11m", "5", "-5s"));
        wrong.put(Setting.NODE_LABELS, List.of("zone", "=a", "{\"a\":{}}", "{\"a\":null}", "{"));
        wrong.put(Setting.NODE_TASK_TYPES, List.of("Noop", "a,,b"));
        wrong.put(Setting.DISCOVERY_MEMBERS, List.of("host:port", "a b:1"));
        wrong.put(Setting.DISCOVERY_METHOD, List.of("mdns"));
        wrong.put(Setting.STORE_URL, List.of("jdbc:mysql://x"));
        wrong.forEach(
                (setting, texts) ->
                        texts.forEach(
                                text ->
                                        assertThat(setting.type().parse(text))
                                                .as(setting.key() + "=" + text)
                                                .isEmpty()));
    }

    @Test
    void thePageOfTheDocumentationListsAllKeys() throws IOException {
        String page = Files.readString(PAGE);
        int mark = page.indexOf(MARK);
        assertThat(mark).as("the mark in docs/configuration.md").isPositive();
        String wanted = page.substring(0, mark + MARK.length()) + SettingsPage.tables();
        if (System.getProperty("gridmill.docs.write") != null) {
            Files.writeString(PAGE, wanted);
            page = wanted;
        }
        assertThat(page)
                .as("docs/configuration.md is stale: run this test with -Dgridmill.docs.write")
                .isEqualTo(wanted);
    }
}
