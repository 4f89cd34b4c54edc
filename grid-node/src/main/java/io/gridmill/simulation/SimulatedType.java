package io.gridmill.simulation;

import io.gridmill.job.DataRef;
import io.gridmill.ledger.ClaimId;
import io.gridmill.task.Aggregator;
import io.gridmill.task.Codec;
import io.gridmill.task.JobInput;
import io.gridmill.task.Parameters;
import io.gridmill.task.Source;
import io.gridmill.task.Split;
import io.gridmill.task.TaskContext;
import io.gridmill.task.TaskResult;
import io.gridmill.task.TaskType;
import io.gridmill.task.Workspace;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The type of all simulated jobs: each result says which attempt made it, the answer lists them. */
final class SimulatedType implements TaskType<SimulatedType.Shape, String, String> {
    static final String NAME = "simulated";

    private static final Codec<String> TEXT =
            new Codec<>() {
                @Override
                public void write(String value, DataOutputStream out) throws IOException {
                    out.write(value.getBytes(StandardCharsets.ISO_8859_1));
                }

                @Override
                public String read(DataInputStream in) throws IOException {
                    return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
                }
            };

    /** How many tasks, and whether the number is known before the split. */
    record Shape(long tasks, boolean streamed) {}

    /** What a task returns. */
    static String result(long task, int attempt, ClaimId claim) {
        return task + "@" + attempt + "#" + claim.node() + "/" + claim.number();
    }

    static String text(@Nullable DataRef data) {
        return data instanceof DataRef.Inline inline
                ? new String(inline.bytes(), StandardCharsets.ISO_8859_1)
                : "";
    }

    static DataRef bytes(String text) {
        return new DataRef.Inline(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String summary() {
        return "Takes virtual time.";
    }

    @Override
    public Shape parameters(Parameters source) {
        return new Shape(
                source.number("tasks", 0, 0, Long.MAX_VALUE), source.flag("streamed", false));
    }

    @Override
    public Split<String> split(Shape shape, JobInput input) {
        if (!shape.streamed) {
            return Split.indexed(shape.tasks, Long::toString);
        }
        Iterator<String> items =
                LongStream.range(0, shape.tasks).mapToObj(Long::toString).iterator();
        return new Split.Streamed<>(OptionalLong.empty(), items);
    }

    @Override
    public String run(Shape shape, String item, TaskContext context) {
        throw new IllegalStateException("Simulated tasks take virtual time only");
    }

    @Override
    public Codec<String> itemCodec() {
        return TEXT;
    }

    @Override
    public Codec<String> resultCodec() {
        return TEXT;
    }

    @Override
    public Aggregator<Shape> aggregator() {
        return new Listing();
    }

    /** Joins what there is with commas. */
    private static final class Listing implements Aggregator<Shape> {
        @Override
        public String mediaType(Shape shape) {
            return "text/plain";
        }

        @Override
        public void fold(Shape shape, List<TaskResult> results, Workspace work, OutputStream out)
                throws IOException {
            join(results.stream().map(TaskResult::data).toList(), out);
        }

        @Override
        public void combine(Shape shape, List<Source> partials, Workspace work, OutputStream out)
                throws IOException {
            join(partials, out);
        }

        @Override
        public void finish(Shape shape, List<Source> partials, Workspace work, OutputStream out)
                throws IOException {
            join(partials, out);
        }

        private static void join(List<Source> parts, OutputStream out) throws IOException {
            for (int i = 0; i < parts.size(); i++) {
                if (i > 0) {
                    out.write(',');
                }
                try (InputStream in = parts.get(i).open()) {
                    in.transferTo(out);
                }
            }
        }
    }
}
