package io.gridmill.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** The configuration of a running grid. Safe for use by many threads. */
public interface SettingsOperations {

    /** All keys as the node that is asked goes by them, and what is set for single nodes. */
    ObjectNode all();

    /**
     * One key.
     *
     * @throws io.gridmill.job.GridException NO_SUCH_SETTING, naming the nearest one
     */
    ObjectNode one(String key);

    /** The last changes, newest first. */
    ObjectNode history();

    /**
     * Changes live keys, all or none; when this returns the change is recorded with its backups, and
     * in the store where there is one. Other nodes go by it within a heartbeat.
     *
     * @param patch a JSON merge patch: null takes a value back
     * @param node id, name or beginning of the node that it is for; null for all nodes
     * @param user who says so
     * @return all keys, as they are then
     * @throws io.gridmill.job.GridException BAD_REQUEST naming every fault, NOT_LIVE where all that is
     *     wrong is that keys take effect at a start only
     */
    ObjectNode change(JsonNode patch, @Nullable String node, String user);
}
