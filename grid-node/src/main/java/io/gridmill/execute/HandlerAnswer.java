package io.gridmill.execute;

import io.gridmill.task.Aggregator;
import io.gridmill.task.Source;
import io.gridmill.task.TaskResult;
import io.gridmill.task.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The results of a function in the order of its tasks: a JSON array, or the one value alone. */
final class HandlerAnswer implements Aggregator<HandlerType.Shape> {
    static final HandlerAnswer INSTANCE = new HandlerAnswer();

    private HandlerAnswer() {}

    @Override
    public String mediaType(HandlerType.Shape shape) {
        return "application/json";
    }

    @Override
    public boolean ordered() {
        return true;
    }

    @Override
    public void fold(
            HandlerType.Shape shape, List<TaskResult> results, Workspace work, OutputStream partial)
            throws IOException {
        String separator = "";
        for (TaskResult result : results) {
            partial.write(separator.getBytes(StandardCharsets.US_ASCII));
            copy(result.data(), partial);
            separator = ",\n";
        }
    }

    @Override
    public void combine(
            HandlerType.Shape shape, List<Source> partials, Workspace work, OutputStream partial) {
        throw new IllegalStateException("Partials that have an order are not combined");
    }

    @Override
    public void finish(
            HandlerType.Shape shape, List<Source> partials, Workspace work, OutputStream answer)
            throws IOException {
        boolean array = shape.items() >= 0;
        if (array) {
            answer.write('[');
        }
        boolean first = true;
        for (Source partial : partials) {
            if (partial.size() == 0) {
                continue;
            }
            if (!first) {
                answer.write(new byte[] {',', '\n'});
            }
            copy(partial, answer);
            first = false;
        }
        if (array) {
            answer.write(']');
        }
    }

    private static void copy(Source source, OutputStream out) throws IOException {
        try (InputStream in = source.open()) {
            in.transferTo(out);
        }
    }
}
