package io.gridmill.task.builtin.noop;

import io.gridmill.task.Aggregator;
import io.gridmill.task.Source;
import io.gridmill.task.TaskResult;
import io.gridmill.task.Workspace;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Counts results. A partial is the count as 8 bytes. Results are not opened: there is nothing in
 * them, and this is the yardstick for what the grid itself costs per task.
 */
final class NoopCount implements Aggregator<NoopParameters> {

    @Override
    public String mediaType(NoopParameters parameters) {
        return "application/json";
    }

    @Override
    public void fold(
            NoopParameters parameters,
            List<TaskResult> results,
            Workspace work,
            OutputStream partial)
            throws IOException {
        new DataOutputStream(partial).writeLong(results.size());
    }

    @Override
    public void combine(
            NoopParameters parameters, List<Source> partials, Workspace work, OutputStream partial)
            throws IOException {
        new DataOutputStream(partial).writeLong(sum(partials));
    }

    @Override
    public void finish(
            NoopParameters parameters, List<Source> partials, Workspace work, OutputStream answer)
            throws IOException {
        String json = "{\"tasks\":" + sum(partials) + "}";
        answer.write(json.getBytes(StandardCharsets.UTF_8));
    }

    private static long sum(List<Source> partials) throws IOException {
        long sum = 0;
        for (Source partial : partials) {
            try (DataInputStream in = new DataInputStream(partial.open())) {
                sum = Math.addExact(sum, in.readLong());
            }
        }
        return sum;
    }
}
