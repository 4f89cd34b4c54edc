package io.gridmill.durable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridmill.job.JobRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StoredTextTest {
    /** As a version wrote it. */
    record Old(String name, int size) {}

    /** As a later one reads it. */
    record New(
            String name,
            int size,
            long since,
            @Nullable String note,
            List<String> tags,
            Map<Integer, Duration> waits,
            @Nullable Shape shape) {}

    sealed interface Shape {
        record Circle(double radius) implements Shape {}

        record Square(double side) implements Shape {}
    }

    @Test
    void aRecordThatGainedFieldsReadsWhatWasWrittenBefore() throws Exception {
        ObjectNode written = RecordJson.write(new Old("a", 3));
        assertEquals(
                new New("a", 3, 0, null, List.of(), Map.of(), null),
                RecordJson.read(written, New.class));
    }

    @Test
    void whatIsWrittenIsRead() throws Exception {
        New value =
                new New(
                        "a",
                        3,
                        4,
                        "note",
                        List.of("x"),
                        Map.of(7, Duration.ofMillis(1_500)),
                        new Shape.Square(2));
        assertEquals(value, RecordJson.read(RecordJson.write(value), New.class));
    }

    @Test
    void anotherKindThanTheFieldMayHoldIsRefused() {
        ObjectNode written = RecordJson.write(new Old("a", 3));
        written.putObject("shape").put("kind", "Runtime");
        IOException refused =
                assertThrows(IOException.class, () -> RecordJson.read(written, New.class));
        assertTrue(String.valueOf(refused.getMessage()).contains("Runtime"), refused.toString());
    }

    @Test
    void aLaterFormatIsRefusedAndLongTextIsDeflated() throws Exception {
        JobRecord job = StoredJobs.job("job-1", "x".repeat(10_000));
        byte[] bytes = StoredText.bytes(StoredText.json(job));
        assertTrue(bytes.length < 2_000, "" + bytes.length);
        assertEquals(job, StoredText.job(StoredText.read(bytes)));
        ObjectNode later = StoredText.json(job).put("format", 99);
        IOException refused = assertThrows(IOException.class, () -> StoredText.job(later));
        assertTrue(String.valueOf(refused.getMessage()).contains("format 99"), refused.toString());
    }
}
