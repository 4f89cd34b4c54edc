package io.gridmill.cluster.blob;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.config.SerializationConfig;
import com.hazelcast.internal.serialization.impl.DefaultSerializationServiceBuilder;
import java.util.AbstractMap.SimpleEntry;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A record after each change, once and twice, and through the wire. */
final class BlobRecordTest {
    private static final BlobRecord SAMPLE =
            new BlobRecord(7, List.of("a", "b"), new TreeMap<>())
                    .withReference("job/1", BlobRecord.FOREVER)
                    .withReference("commit/b/1", BlobRecord.FOREVER)
                    .withReference("upload", 1_000);

    static List<BlobChange> changes() {
        return List.of(
                new BlobChange.Enlist(7, "c", "commit/c/1"),
                new BlobChange.Enlist(7, "", "commit/c/1"),
                new BlobChange.Hold("c"),
                new BlobChange.Refer("job/2", BlobRecord.FOREVER),
                new BlobChange.Settle("commit/b/1", "job/3", BlobRecord.FOREVER, "a"),
                new BlobChange.Release("job/1"),
                new BlobChange.ReleaseAll("job/"),
                new BlobChange.Tidy(2_000, List.of("b")));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void twiceIsOnce(BlobChange change) {
        var once = change.applyTo(SAMPLE);
        assertThat(once).isNotEqualTo(SAMPLE);
        assertThat(change.applyTo(once)).isEqualTo(once);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void changesAndRecordsCrossTheWire(BlobChange change) {
        var config = new SerializationConfig();
        BlobTypes.register(config);
        var wire = new DefaultSerializationServiceBuilder().setConfig(config).build();
        BlobUpdate sent = wire.toObject(wire.toData(new BlobUpdate(change)));
        var after = sent.process(new SimpleEntry<>("digest", SAMPLE));
        assertThat(after).isEqualTo(change.applyTo(SAMPLE));
        BlobRecord received = wire.toObject(wire.toData(after));
        assertThat(received).isEqualTo(after);
    }

    @Test
    void onlyACommitMakesARecord() {
        assertThat(changes().stream().filter(change -> change.applyTo(null) != null))
                .hasSize(2)
                .allMatch(BlobChange.Enlist.class::isInstance);
    }

    @Test
    void theLastHolderIsNotForgotten() {
        var tidy = new BlobChange.Tidy(0, List.of("a", "b"));
        var after = Objects.requireNonNull(tidy.applyTo(SAMPLE));
        assertThat(after.holders()).containsExactly("a", "b");
        assertThat(after.references()).doesNotContainKey("commit/b/1");
    }

    @Test
    void aLeaseIsOverAtItsTime() {
        assertThat(SAMPLE.withoutExpired(999).references()).containsKey("upload");
        assertThat(SAMPLE.withoutExpired(1_000).references()).doesNotContainKey("upload");
        assertThat(SAMPLE.withReference("upload", 500)).isSameAs(SAMPLE);
        assertThat(SAMPLE.withReference("upload", 5_000).references())
                .containsEntry("upload", 5_000L);
    }

    @Test
    void manyReferencesOfAJobStayUntilAllAreReleased() {
        var blob = SAMPLE;
        for (int i = 0; i < 1_000; i++) {
            blob = blob.withReference("many/" + i, BlobRecord.FOREVER);
        }
        assertThat(blob.references()).containsOnlyKeys("commit/b/1", "job/1", "many/*", "upload");
        assertThat(blob.withoutReference("many/7")).isSameAs(blob);
        assertThat(blob.withoutPrefix("many/")).isEqualTo(SAMPLE);
    }

    @Test
    void twoSidesOfASplitKnowWhatBothKnow() {
        var other =
                new BlobRecord(7, List.of("c"), new TreeMap<>())
                        .withReference("job/9", BlobRecord.FOREVER);
        var joined = SAMPLE.joinedWith(other);
        assertThat(joined).isEqualTo(other.joinedWith(SAMPLE));
        assertThat(joined.holders()).containsExactly("a", "b", "c");
        assertThat(joined.references()).hasSize(4);
    }
}
