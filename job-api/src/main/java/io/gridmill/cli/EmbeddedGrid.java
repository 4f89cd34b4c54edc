package io.gridmill.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridmill.client.Download;
import io.gridmill.health.HealthLimits;
import io.gridmill.job.JobRequestReader;
import io.gridmill.node.GridConfig;
import io.gridmill.node.GridNode;
import io.gridmill.node.Submission;
import io.gridmill.report.Content;
import io.gridmill.report.JobPlan;
import io.gridmill.report.JobStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A node in this process, alone, for one job. */
final class EmbeddedGrid implements GridAccess {
    private static final String USER = "local";

    private final GridNode node;
    private final @Nullable TemporaryDirectory temporary;
    private boolean closed;

    private EmbeddedGrid(GridNode node, @Nullable TemporaryDirectory temporary) {
        this.node = node;
        this.temporary = temporary;
    }

    /**
     * Starts the node.
     *
     * @param data its directory; null for a temporary one that goes with it
     * @param slots null for one per core
     */
    static EmbeddedGrid start(@Nullable Path data, @Nullable Integer slots) throws IOException {
        GridConfig config = GridConfig.defaults().alone().withNodeName("local");
        // Whoever runs a job here wants it run, whatever else the machine does.
        config = config.withHealth(HealthLimits.off());
        if (slots != null) {
            config = config.withSlots(slots);
        }
        if (data != null) {
            return new EmbeddedGrid(GridNode.start(config.withData(data)), null);
        }
        TemporaryDirectory directory = TemporaryDirectory.create();
        try {
            return new EmbeddedGrid(GridNode.start(config.withData(directory.path())), directory);
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    @Override
    public String putFile(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            return node.putBlob(content, null);
        }
    }

    @Override
    public String putStream(InputStream content) throws IOException {
        return node.putBlob(content, null);
    }

    @Override
    public JobPlan plan(ObjectNode request) {
        return node.plan(JobRequestReader.read(request));
    }

    @Override
    public Submission submit(ObjectNode request, String idempotencyKey) {
        return node.submit(JobRequestReader.read(request), USER, idempotencyKey);
    }

    @Override
    public JobStatus awaitEnd(String id, Duration atMost) throws InterruptedException {
        return node.awaitEnd(id, atMost);
    }

    @Override
    public JobStatus cancel(String id) {
        return node.cancel(id);
    }

    @Override
    public Download result(String id) throws IOException {
        Content content = node.result(id);
        return new Download(content.mediaType(), content.size(), content.open(0, content.size()));
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        node.close();
        if (temporary != null) {
            temporary.close();
        }
    }
}
