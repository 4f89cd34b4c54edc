package io.gridmill.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** The configuration of a grid over HTTP. Thread-safe. */
public final class ConfigCalls {
    private static final String PATH = "/api/v1/config";

    private final HttpCalls calls;

    ConfigCalls(HttpCalls calls) {
        this.calls = calls;
    }

    /** All keys, as the server goes by them. */
    public ObjectNode all() {
        return calls.read(calls.request(PATH), ObjectNode.class);
    }

    /** One key. */
    public ObjectNode one(String key) {
        return calls.read(calls.request(PATH + "/" + HttpCalls.encoded(key)), ObjectNode.class);
    }

    /** The last changes, newest first. */
    public ObjectNode history() {
        return calls.read(calls.request(PATH + "/history"), ObjectNode.class);
    }

    /**
     * Changes live keys, all or none; gives all keys as they are then.
     *
     * @param patch null takes a value back
     * @param node the one that it is for; null for all
     */
    public ObjectNode change(JsonNode patch, @Nullable String node) {
        String query = node == null ? "" : "?node=" + HttpCalls.encoded(node);
        return calls.read(
                calls.request(PATH + query)
                        .header("Content-Type", "application/merge-patch+json")
                        .method("PATCH", HttpCalls.json(patch)),
                ObjectNode.class);
    }
}
