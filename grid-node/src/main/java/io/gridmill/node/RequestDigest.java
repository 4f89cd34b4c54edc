package io.gridmill.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.gridmill.job.DataRef;
import io.gridmill.job.JobRequest;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tells a repeated request from another one under the same key. Pure. */
final class RequestDigest {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private RequestDigest() {}

    /** The same for the same request, whatever the order of its fields. */
    static String of(JobRequest request, @Nullable DataRef input) {
        try {
            Object canonical = JSON.treeToValue(request.parameters(), TreeMap.class);
            StringBuilder text = new StringBuilder();
            text.append(request.type())
                    .append('\n')
                    .append(JSON.writeValueAsString(canonical))
                    .append('\n')
                    .append(inputDigest(input))
                    .append('\n')
                    .append(request.priority())
                    .append('\n')
                    .append(request.strategy())
                    .append('\n')
                    .append(request.needs())
                    .append('\n')
                    .append(request.speculation())
                    .append('\n')
                    .append(request.conditions())
                    .append('\n')
                    .append(request.timeout())
                    .append('\n')
                    .append(request.taskTimeout())
                    .append('\n')
                    .append(request.retry())
                    .append('\n')
                    .append(request.failurePolicy().text())
                    .append('\n')
                    .append(new TreeMap<>(request.labels()))
                    .append('\n')
                    .append(new TreeMap<>(request.metadata()))
                    .append('\n')
                    .append(request.resultTtl())
                    .append('\n')
                    .append(request.open())
                    .append('\n')
                    .append(request.keepTaskResults());
            return JobIds.sha256(text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Parameters that were read cannot be copied", e);
        }
    }

    private static String inputDigest(@Nullable DataRef input) {
        return switch (input) {
            case null -> "";
            case DataRef.Inline inline ->
                    inline.size() + ":" + HexFormat.of().formatHex(JobIds.hash(inline.bytes()));
            case DataRef.Blob blob -> blob.digest();
        };
    }
}
