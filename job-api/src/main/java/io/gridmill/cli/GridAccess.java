package io.gridmill.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridmill.client.Download;
import io.gridmill.node.Submission;
import io.gridmill.report.JobPlan;
import io.gridmill.report.JobStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;

/** What it takes to run a job to its end, on a server or on a node in this process. */
interface GridAccess extends AutoCloseable {

    /** Stores a file's bytes as a blob; returns the digest. */
    String putFile(Path file) throws IOException;

    /** Stores bytes of unknown length as a blob; returns the digest. */
    String putStream(InputStream content) throws IOException;

    /** Checks a job and says what it would make. */
    JobPlan plan(ObjectNode request);

    /** Submits a job; the same key again gives the same job. */
    Submission submit(ObjectNode request, String idempotencyKey);

    /** The job, once it has ended or about the time is over. */
    JobStatus awaitEnd(String id, Duration atMost) throws InterruptedException;

    /** Asks for the job to stop. */
    JobStatus cancel(String id);

    /** The result of a job that succeeded; the caller closes it. */
    Download result(String id) throws IOException;

    /** Leaves nothing behind; may be called twice and from several threads. */
    @Override
    void close();
}
