package io.gridmill.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsReaderTest {
    static ObjectNode json(String text) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static List<String> messages(SettingsReader.Result result) {
        return result.faults().stream().map(Fault::message).toList();
    }

    @Test
    void keysStandWithDotsOrWithinEachOther() {
        SettingsReader.Result read =
                SettingsReader.document(
                        json(
                                "{'queue':{'maxWaitingJobs':5},'retry.maxRetries':'1','store':{'url':"
                                        + "'jdbc:sqlite:x'},'node':{'labels':{'zone':'a'},'taskTypes':"
                                        + "['noop']},'task':{'timeout':null}}"));

        assertThat(read.faults()).isEmpty();
        assertThat(read.values())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                Setting.QUEUE_MAX_WAITING_JOBS, "5",
                                Setting.RETRY_MAX_RETRIES, "1",
                                Setting.STORE_URL, "jdbc:sqlite:x",
                                Setting.NODE_LABELS, "{\"zone\":\"a\"}",
                                Setting.NODE_TASK_TYPES, "noop"));
    }

    @Test
    void anUnknownKeyIsRefusedWithTheNearest() {
        SettingsReader.Result read =
                SettingsReader.document(
                        json(
                                "{'queue.maxWaitingJob':1,'maxNodes':3,'sandbox':{'memory':1},"
                                        + "'queue':5,'security.tokenTtl':'1h'}"));

        assertThat(read.values()).isEmpty();
        assertThat(messages(read))
                .satisfiesExactly(
                        first ->
                                assertThat(first)
                                        .isEqualTo(
                                                "queue.maxWaitingJob is not a known key; did you"
                                                        + " mean queue.maxWaitingJobs?"),
                        second -> assertThat(second).endsWith("did you mean cluster.maxNodes?"),
                        third -> assertThat(third).startsWith("sandbox is not a known key"),
                        fourth -> assertThat(fourth).startsWith("queue is a group of keys"),
                        fifth -> assertThat(fifth).startsWith("security.tokenTtl is not a known"));
    }

    @Test
    void aValueOutOfRangeIsRefusedWithKeyValueAndLimits() {
        SettingsReader.Result read =
                SettingsReader.document(
                        json("{'retry':{'maxRetries':100},'scheduling.strategy':'random'}"));

        assertThat(messages(read))
                .containsExactlyInAnyOrder(
                        "retry.maxRetries is 100; allowed: 0 to 99",
                        "scheduling.strategy is random; allowed: least-busy, round-robin,"
                                + " capability or local");
        assertThat(read.faults())
                .extracting(Fault::pointer)
                .containsExactlyInAnyOrder("/retry/maxRetries", "/scheduling.strategy");
    }

    @Test
    void aKeyThatIsGivenInBothWaysIsRefused() {
        assertThat(messages(SettingsReader.document(json("{'http.port':1,'http':{'port':2}}"))))
                .containsExactly("http.port is given twice");
    }

    @Test
    void variablesAndOptionsAreNamedAsTheyWereGiven() {
        SettingsReader.Result variables =
                SettingsReader.environment(
                        Map.of(
                                "GRIDMILL_HTTP_PORT", "x",
                                "GRIDMILL_DATA", "",
                                "GRIDMILL_NODE_SLOTS", "3",
                                "PATH", "/bin"));
        assertThat(messages(variables))
                .containsExactly("GRIDMILL_HTTP_PORT is x; allowed: 0 to 65,535");
        assertThat(variables.values()).isEqualTo(Map.of(Setting.NODE_SLOTS, "3"));

        SettingsReader.Result options =
                SettingsReader.texts(
                        Map.of(Setting.POISON_NODES, "0"),
                        Map.of(Setting.POISON_NODES, "--poison-nodes"));
        assertThat(messages(options)).containsExactly("--poison-nodes is 0; allowed: 1 to 100");
    }

    @Test
    void aVariableThatIsNotReadIsTold() {
        assertThat(
                        SettingsReader.unknownVariables(
                                Map.of(
                                        "GRIDMILL_QUEUE_MAX_WAITING_JOB", "1",
                                        "GRIDMILL_NODE_SLOTS", "1",
                                        "GRIDMILL_TOKEN", "t",
                                        "PATH", "/bin")))
                .containsExactly(
                        "GRIDMILL_QUEUE_MAX_WAITING_JOB is no variable that is known, and is not"
                                + " read; did you mean GRIDMILL_QUEUE_MAX_WAITING_JOBS?");
    }

    @Test
    void theLaterSourceWins() {
        Settings settings =
                Settings.defaults()
                        .with(Map.of(Setting.NODE_SLOTS, "1"), Source.FILE)
                        .with(Map.of(Setting.NODE_SLOTS, "2"), Source.ENVIRONMENT)
                        .with(Map.of(Setting.HTTP_PORT, "1"), Source.FLAG);

        assertThat(settings.given(Setting.NODE_SLOTS))
                .isEqualTo(new Settings.Given("2", Source.ENVIRONMENT));
        assertThat(settings.given()).containsOnlyKeys(Setting.NODE_SLOTS, Setting.HTTP_PORT);
        assertThat(settings.isGiven(Setting.DATA)).isFalse();
    }

    @Test
    void keysThatContradictEachOtherAreRefused() {
        Settings settings =
                Settings.defaults()
                        .with(Map.of(Setting.CLUSTER_HEARTBEAT_INTERVAL, "3s"), Source.FILE);

        assertThat(settings.faults())
                .extracting(Fault::message)
                .first()
                .asString()
                .contains("twice");
        assertThat(Settings.defaults().faults()).isEmpty();
    }
}
