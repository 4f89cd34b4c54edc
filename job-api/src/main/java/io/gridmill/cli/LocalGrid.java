package io.gridmill.cli;

import io.gridmill.api.ApiConfig;
import io.gridmill.api.ApiServer;
import io.gridmill.node.GridConfig;
import io.gridmill.node.GridNode;
import java.nio.file.Path;

/** The node of this process with the HTTP API on top. */
final class LocalGrid implements AutoCloseable {
    private final GridNode node;
    private final ApiServer api;

    private LocalGrid(GridNode node, ApiServer api) {
        this.node = node;
        this.api = api;
    }

    /** Starts a node and serves the API on a port of the loopback address. */
    static LocalGrid start(GridConfig first, int port, Path data) {
        GridNode node = GridNode.start(first);
        try {
            ApiConfig config = ApiConfig.local(data).withPort(port);
            return new LocalGrid(node, ApiServer.start(node, config));
        } catch (RuntimeException e) {
            node.close();
            throw e;
        }
    }

    String url() {
        return api.url();
    }

    /** HOST:PORT at which others join. */
    String memberAddress() {
        return node.memberAddress();
    }

    String token() {
        return api.token();
    }

    /** Takes no more requests and no more work. */
    void leave() {
        api.close();
        node.leave();
    }

    @Override
    public void close() {
        api.close();
        node.close();
    }
}
