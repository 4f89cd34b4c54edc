package io.gridmill.durable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridmill.job.JobRecord;
import io.gridmill.ledger.BlockParts;
import io.gridmill.ledger.TaskBlock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * What stands in the store for jobs and blocks: JSON with a format number, deflated where it is long
 * (then the first byte is not a brace). Reads every format there ever was. Pure.
 */
public final class StoredText {
    /** Rises when a reader of the format before would misread what is written now. */
    static final int FORMAT = 1;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DEFLATED_FROM = 2_048;

    private StoredText() {}

    /** A job as JSON. */
    public static ObjectNode json(JobRecord job) {
        return RecordJson.write(job).put("format", FORMAT);
    }

    /** A block as JSON. */
    public static ObjectNode json(TaskBlock block) {
        return RecordJson.write(BlockParts.of(block)).put("format", FORMAT);
    }

    /** A job from JSON. */
    public static JobRecord job(JsonNode json) throws IOException {
        check(json);
        return RecordJson.read(json, JobRecord.class);
    }

    /** A block from JSON. */
    public static TaskBlock block(JsonNode json) throws IOException {
        check(json);
        return RecordJson.read(json, BlockParts.class).block();
    }

    /** Items of tasks as they are stored. */
    public static byte[] bytes(List<byte[]> items) {
        ObjectNode json = JSON.createObjectNode().put("format", FORMAT);
        items.forEach(json.putArray("items")::add);
        return bytes(json);
    }

    /** Items of tasks as they were stored. */
    public static List<byte[]> items(byte[] bytes) throws IOException {
        JsonNode json = read(bytes);
        check(json);
        List<byte[]> items = new ArrayList<>();
        for (JsonNode item : json.path("items")) {
            items.add(item.binaryValue());
        }
        return items;
    }

    private static void check(JsonNode json) throws IOException {
        int format = json.path("format").asInt(0);
        if (format < 1 || format > FORMAT) {
            throw new IOException(
                    "It is of format "
                            + format
                            + ", this version of Gridmill reads 1 to "
                            + FORMAT
                            + "; start the version that wrote it, or a later one");
        }
    }

    /** JSON as it is stored. */
    public static byte[] bytes(ObjectNode json) {
        try {
            byte[] plain = JSON.writeValueAsBytes(json);
            if (plain.length < DEFLATED_FROM) {
                return plain;
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length / 4);
            Deflater deflater = new Deflater(Deflater.BEST_SPEED);
            try (DeflaterOutputStream deflated = new DeflaterOutputStream(out, deflater)) {
                deflated.write(plain);
            } finally {
                deflater.end();
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("JSON cannot be written to memory", e);
        }
    }

    /** JSON as it was stored. */
    public static JsonNode read(byte[] bytes) throws IOException {
        return bytes.length > 0 && bytes[0] == '{'
                ? JSON.readTree(bytes)
                : JSON.readTree(new InflaterInputStream(new ByteArrayInputStream(bytes)));
    }
}
