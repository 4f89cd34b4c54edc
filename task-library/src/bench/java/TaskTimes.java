import com.fasterxml.jackson.databind.json.JsonMapper;
import io.gridmill.task.JobInput;
import io.gridmill.task.Parameters;
import io.gridmill.task.Split;
import io.gridmill.task.TaskContext;
import io.gridmill.task.TaskType;
import io.gridmill.task.TaskTypes;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Runs all tasks of a job on one thread as a slot does, results to bytes and all, and prints the CPU
 * seconds of each run: {@code TaskTimes TYPE PARAMETERS RUNS [INPUT]}.
 */
public final class TaskTimes {
    private TaskTimes() {}

    public static void main(String[] arguments) throws Exception {
        TaskType<?, ?, ?> type = TaskTypes.load().find(arguments[0]).orElseThrow();
        JobInput input =
                arguments.length > 3 ? new FileInput(Path.of(arguments[3])) : JobInput.none();
        for (int run = 0; run < Integer.parseInt(arguments[2]); run++) {
            System.out.printf(Locale.ROOT, "%.4f%n", seconds(type, arguments[1], input));
        }
    }

    private static <P, I, O> double seconds(TaskType<P, I, O> type, String json, JobInput input)
            throws Exception {
        P parameters = type.parameters(Parameters.of(new JsonMapper().readTree(json)));
        Split.Indexed<I> split = (Split.Indexed<I>) type.split(parameters, input);
        long start = cpu();
        for (long n = 0; n < split.count(); n++) {
            O result = type.run(parameters, split.item().apply(n), new Context(n, input));
            try (DataOutputStream out = new DataOutputStream(OutputStream.nullOutputStream())) {
                type.resultCodec().write(result, out);
            }
        }
        return (cpu() - start) / 1e9;
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private record FileInput(Path file) implements JobInput {
        @Override
        public boolean present() {
            return true;
        }

        @Override
        public long size() {
            return file.toFile().length();
        }

        @Override
        public InputStream open(long offset, long length) throws IOException {
            return Channels.newInputStream(FileChannel.open(file).position(offset));
        }
    }

    private record Context(long task, JobInput input) implements TaskContext {
        @Override
        public String job() {
            return "bench";
        }

        @Override
        public int attempt() {
            return 1;
        }

        @Override
        public String attemptKey() {
            return "bench-" + task;
        }

        @Override
        public boolean stopped() {
            return false;
        }

        @Override
        public void progress(double fraction) {}
    }
}
