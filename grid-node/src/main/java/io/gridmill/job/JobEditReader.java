package io.gridmill.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridmill.task.FieldError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a JSON merge patch of a job: what it names changes, a null drops a label. */
public final class JobEditReader {
    private JobEditReader() {}

    /**
     * The change that a JSON tree describes.
     *
     * @throws GridException {@code bad-request} naming every bad field
     */
    public static JobEdit read(@Nullable JsonNode body) {
        if (!(body instanceof ObjectNode object) || object.isEmpty()) {
            String rule = "A change has one or more of priority, labels, metadata, resultTtl";
            throw new GridException(
                    ErrorCode.BAD_REQUEST, rule, List.of(new FieldError("", "type", rule)));
        }
        List<FieldError> errors = new ArrayList<>();
        RequestFields fields = new RequestFields(object, "", errors);
        int priority = fields.find("priority") == null ? 0 : JobRequestReader.priority(fields);
        JobEdit.Texts labels = texts(object, fields, "labels", 256);
        JobEdit.Texts metadata = texts(object, fields, "metadata", 1024);
        Duration ttl =
                fields.duration("resultTtl", Duration.ofSeconds(1), JobRequestReader.LONGEST_TTL);
        fields.done();
        if (!errors.isEmpty()) {
            throw new GridException(ErrorCode.BAD_REQUEST, errors.getFirst().message(), errors);
        }
        return new JobEdit(priority, labels, metadata, ttl == null ? 0 : ttl.toMillis());
    }

    private static JobEdit.Texts texts(
            ObjectNode object, RequestFields fields, String name, int longest) {
        List<String> drop = new ArrayList<>();
        if (object.get(name) instanceof ObjectNode entries) {
            for (Map.Entry<String, JsonNode> entry : entries.properties()) {
                if (entry.getValue().isNull()) {
                    drop.add(entry.getKey());
                }
            }
            entries.remove(drop);
        }
        return new JobEdit.Texts(fields.texts(name, longest), drop);
    }
}
