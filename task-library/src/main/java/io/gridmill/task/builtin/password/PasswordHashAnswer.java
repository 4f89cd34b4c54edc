package io.gridmill.task.builtin.password;

import io.gridmill.task.Aggregator;
import io.gridmill.task.Source;
import io.gridmill.task.TaskResult;
import io.gridmill.task.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * Joins the hashes of all tasks in their order and writes them as JSON lines. Tasks know bytes of
 * the input, not line numbers: the lines are counted here. Holds nothing but a buffer.
 */
final class PasswordHashAnswer implements Aggregator<PasswordHashParameters> {

    @Override
    public String mediaType(PasswordHashParameters parameters) {
        return "application/x-ndjson";
    }

    @Override
    public boolean ordered() {
        return true;
    }

    /** How many lines a missing task stands for is not known: all after it would be off. */
    @Override
    public boolean bearsMissing(PasswordHashParameters parameters) {
        return false;
    }

    @Override
    public void fold(
            PasswordHashParameters parameters,
            List<TaskResult> results,
            Workspace work,
            OutputStream partial)
            throws IOException {
        combine(parameters, results.stream().map(TaskResult::data).toList(), work, partial);
    }

    @Override
    public void combine(
            PasswordHashParameters parameters,
            List<Source> partials,
            Workspace work,
            OutputStream partial)
            throws IOException {
        for (Source source : partials) {
            try (InputStream in = source.open()) {
                in.transferTo(partial);
            }
        }
    }

    @Override
    public void finish(
            PasswordHashParameters parameters,
            List<Source> partials,
            Workspace work,
            OutputStream answer)
            throws IOException {
        HashedLinesWriter lines = new HashedLinesWriter(parameters.scheme(), answer);
        for (Source partial : partials) {
            lines.write(partial);
        }
        lines.flush();
    }
}
