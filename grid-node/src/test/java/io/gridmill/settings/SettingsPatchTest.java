package io.gridmill.settings;

import static io.gridmill.settings.SettingsReaderTest.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridmill.settings.LiveSettings.Author;
import io.gridmill.settings.LiveSettings.Change;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsPatchTest {
    private static final Author ALL = new Author("ann", 5, LiveSettings.ALL_NODES);
    private static final Author ONE = new Author("bob", 6, "node-2");

    private static LiveSettings apply(LiveSettings before, Author author, String patch) {
        SettingsPatch read = SettingsPatch.read(json(patch), !author.node().isEmpty());
        assertThat(read.faults()).isEmpty();
        return read.apply(before, author, before.of(author.node()));
    }

    @Test
    void aChangeRaisesTheVersionAndKeepsTheOldValue() {
        LiveSettings first = apply(LiveSettings.NONE, ALL, "{'retry':{'maxRetries':1}}");
        LiveSettings second = apply(first, ALL, "{'retry.maxRetries':'2','task.timeout':'1m'}");

        assertThat(second.version()).isEqualTo(2);
        assertThat(second.of("any"))
                .isEqualTo(Map.of(Setting.RETRY_MAX_RETRIES, "2", Setting.TASK_TIMEOUT, "1m"));
        assertThat(second.changes())
                .containsExactlyInAnyOrder(
                        new Change(5, "ann", "", "retry.maxRetries", "3", "1"),
                        new Change(5, "ann", "", "retry.maxRetries", "1", "2"),
                        new Change(5, "ann", "", "task.timeout", "5m", "1m"));
        assertThat(apply(second, ALL, "{'retry.maxRetries':2}")).as("the same").isSameAs(second);
    }

    @Test
    void nullTakesAValueBack() {
        LiveSettings set = apply(LiveSettings.NONE, ALL, "{'retry.maxRetries':1}");
        LiveSettings back = apply(set, ALL, "{'retry':{'maxRetries':null}}");

        assertThat(back.of("any")).isEmpty();
        assertThat(back.changes().getLast())
                .isEqualTo(new Change(5, "ann", "", "retry.maxRetries", "1", null));
        assertThat(apply(back, ALL, "{'retry.maxRetries':null}")).isSameAs(back);
    }

    @Test
    void whatIsSetForANodeWinsThere() {
        LiveSettings all = apply(LiveSettings.NONE, ALL, "{'node.slots':3}");
        LiveSettings one = apply(all, ONE, "{'node.slots':1}");

        assertThat(one.of("node-1")).isEqualTo(Map.of(Setting.NODE_SLOTS, "3"));
        assertThat(one.of("node-2")).isEqualTo(Map.of(Setting.NODE_SLOTS, "1"));
        assertThat(apply(one, ONE, "{'node.slots':null}").of("node-2"))
                .isEqualTo(Map.of(Setting.NODE_SLOTS, "3"));
    }

    @Test
    void singleLabelsAreChangedByAnObjectAndAllByAText() {
        LiveSettings first = apply(LiveSettings.NONE, ONE, "{'node.labels':'zone=a,rack=1'}");
        LiveSettings second = apply(first, ONE, "{'node':{'labels':{'zone':null,'disk':'ssd'}}}");

        assertThat(second.of("node-2"))
                .isEqualTo(Map.of(Setting.NODE_LABELS, "{\"disk\":\"ssd\",\"rack\":\"1\"}"));
        SettingsPatch wrong = SettingsPatch.read(json("{'node':{'labels':{'':'x'}}}"), true);
        assertThatThrownBy(() -> wrong.apply(second, ONE, second.of("node-2")))
                .hasMessageContaining("node.labels is")
                .hasMessageContaining("allowed: up to 64");
        assertThat(SettingsPatch.read(json("{'node':{'labels':{'a':[]}}}"), true).faults())
                .hasSize(1);
    }

    @Test
    void whatIsNotLiveIsToldApartFromWhatIsWrong() {
        SettingsPatch start = SettingsPatch.read(json("{'http':{'port':1}}"), false);
        assertThat(start.onlyNotLive()).isTrue();
        assertThat(start.faults().getFirst().message())
                .contains("http.port takes effect when a node starts", "GRIDMILL_HTTP_PORT");
        SettingsPatch both = SettingsPatch.read(json("{'http.port':1,'poison.nodes':0}"), false);
        assertThat(both.faults()).hasSize(2);
        assertThat(both.onlyNotLive()).isFalse();
        assertThat(SettingsPatch.read(json("{'queue.maxWaitingJobs':1}"), true).faults())
                .extracting(Fault::message)
                .containsExactly("queue.maxWaitingJobs is the same for all nodes; leave node out");
    }

    @Test
    void onlyTheLastChangesAreKept() {
        LiveSettings settings = LiveSettings.NONE;
        for (int i = 1; i <= 150; i++) {
            settings = apply(settings, ALL, "{'queue.maxWaitingJobs':" + i + "}");
        }

        assertThat(settings.changes()).hasSize(LiveSettings.MOST_CHANGES);
        assertThat(settings.changes().getFirst().after()).isEqualTo("51");
        assertThat(settings.version()).isEqualTo(150);
    }

    @Test
    void twoSidesOfASplitEndWithOneRecordThatIsNewsToBoth() {
        LiveSettings common = apply(LiveSettings.NONE, ALL, "{'node.slots':3}");
        LiveSettings left = apply(common, ALL, "{'retry.maxRetries':1}");
        LiveSettings right = apply(common, ONE, "{'node.slots':2}");

        LiveSettings joined = LiveSettings.join(left, right);
        assertThat(joined).isEqualTo(LiveSettings.join(right, left));
        assertThat(joined.version()).isGreaterThan(left.version());
        assertThat(joined.values()).isIn(left.values(), right.values());
        assertThat(LiveSettings.join(common, left)).as("one goes on").isEqualTo(left);
        assertThat(LiveSettings.join(left, left)).isEqualTo(left);
    }

    @Test
    void whatTravelsComesBack() throws IOException {
        LiveSettings settings =
                apply(
                        apply(LiveSettings.NONE, ALL, "{'node.slots':3,'retry.delay':'1s'}"),
                        ALL,
                        "{'node.slots':null}");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        LiveSettingsCodec.write(settings, new DataOutputStream(bytes));

        assertThat(
                        LiveSettingsCodec.read(
                                new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))))
                .isEqualTo(settings);
    }

    @Test
    void aKeyThatThisVersionDoesNotKnowIsLeftAlone() {
        LiveSettings later =
                new LiveSettings(
                        4,
                        java.util.List.of(
                                new LiveSettings.Value("", "future.key", "1"),
                                new LiveSettings.Value("", "poison.nodes", "900")),
                        java.util.List.of());

        assertThat(later.of("node-1")).as("nor a value that it does not allow").isEmpty();
        assertThat(apply(later, ALL, "{'node.slots':1}").values())
                .extracting(LiveSettings.Value::key)
                .contains("future.key");
    }
}
