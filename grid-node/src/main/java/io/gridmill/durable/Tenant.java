package io.gridmill.durable;

/**
 * A node that uses a store. Two grids must not: each would take the other's jobs for its own.
 *
 * @param node id of the node
 * @param grid which grid it belongs to: a name that no two lives of a grid share
 * @param host the machine, and since when it runs; empty where that is not known
 * @param address HOST:PORT of the node, for people
 * @param pid of its process
 * @param started when its process started, milliseconds since the epoch
 * @param beat rises every two seconds while it lives
 */
public record Tenant(
        String node, String grid, String host, String address, long pid, long started, long beat) {}
