package io.gridmill.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridmill.client.Digests;
import io.gridmill.client.Download;
import io.gridmill.client.GridClient;
import io.gridmill.node.Submission;
import io.gridmill.report.JobPlan;
import io.gridmill.report.JobStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/** A grid behind a server. */
record RemoteGrid(GridClient client) implements GridAccess {

    /** A client of the address. */
    static RemoteGrid of(ServerAddress address) {
        return new RemoteGrid(new GridClient(address.url(), address.token()));
    }

    @Override
    public String putFile(Path file) throws IOException {
        String digest = Digests.of(file);
        client.putBlob(file, digest);
        return digest;
    }

    @Override
    public String putStream(InputStream content) throws IOException {
        // A blob is uploaded under its digest, so its end must have been seen first.
        Path spool = Files.createTempFile("gridmill-input-", ".tmp");
        try {
            Files.copy(content, spool, StandardCopyOption.REPLACE_EXISTING);
            return putFile(spool);
        } finally {
            Files.deleteIfExists(spool);
        }
    }

    @Override
    public JobPlan plan(ObjectNode request) {
        return client.plan(request);
    }

    @Override
    public Submission submit(ObjectNode request, String idempotencyKey) {
        return client.submit(request, idempotencyKey);
    }

    @Override
    public JobStatus awaitEnd(String id, Duration atMost) {
        return client.awaitEnd(id, atMost);
    }

    @Override
    public JobStatus cancel(String id) {
        return client.cancel(id);
    }

    @Override
    public Download result(String id) {
        return client.result(id);
    }

    @Override
    public void close() {
        client.close();
    }
}
