package io.gridmill.task;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** Records as JSON. */
final class JsonCodec<T> implements Codec<T> {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private final Class<T> type;

    JsonCodec(Class<T> type) {
        this.type = type;
    }

    @Override
    public void write(T value, DataOutputStream out) throws IOException {
        out.write(JSON.writeValueAsBytes(value));
    }

    @Override
    public T read(DataInputStream in) throws IOException {
        return JSON.readValue(in.readAllBytes(), type);
    }
}
