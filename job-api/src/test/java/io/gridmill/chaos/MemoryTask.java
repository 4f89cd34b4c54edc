package io.gridmill.chaos;

import io.gridmill.task.Aggregator;
import io.gridmill.task.Codec;
import io.gridmill.task.JobInput;
import io.gridmill.task.Nothing;
import io.gridmill.task.Parameters;
import io.gridmill.task.Split;
import io.gridmill.task.TaskContext;
import io.gridmill.task.TaskType;
import io.gridmill.task.builtin.noop.NoopParameters;
import io.gridmill.task.builtin.noop.NoopType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A task that takes all memory there is, and so ends its node. Known to the processes of this suite only. */
public final class MemoryTask implements TaskType<NoopParameters, Long, Nothing> {
    private static final int PIECE = 1 << 20;

    /** Makes a directory for the class path with which a node knows the type. */
    static void register(Path directory) throws IOException {
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.writeString(
                services.resolve(TaskType.class.getName()),
                MemoryTask.class.getName() + "\n",
                StandardCharsets.UTF_8);
    }

    @Override
    public String name() {
        return "takes-all-memory";
    }

    @Override
    public String summary() {
        return "Ends its node";
    }

    @Override
    public String parameterSchema() {
        return "{\"type\":\"object\",\"properties\":{}}";
    }

    @Override
    public NoopParameters parameters(Parameters source) {
        return new NoopType().parameters(source);
    }

    @Override
    public Split<Long> split(NoopParameters parameters, JobInput input) {
        return Split.indexed(1, index -> index);
    }

    @Override
    public Nothing run(NoopParameters parameters, Long item, TaskContext context) {
        List<byte[]> all = new ArrayList<>();
        while (!all.isEmpty() || item >= 0) {
            all.add(new byte[PIECE]);
        }
        return Nothing.NOTHING;
    }

    @Override
    public Codec<Nothing> resultCodec() {
        return Codec.nothing();
    }

    @Override
    public Aggregator<NoopParameters> aggregator() {
        return new NoopType().aggregator();
    }
}
