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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Runs all tasks of a job over a file on this thread, as often as asked, and prints the CPU time of
 * the tasks, their results written to nowhere.
 *
 * <pre>java -cp CLASSPATH TaskSpeed.java TYPE PARAMETERS FILE ROUNDS</pre>
 */
final class TaskSpeed {
    private TaskSpeed() {}

    public static void main(String[] arguments) throws Exception {
        TaskType<?, ?, ?> type = TaskTypes.load().find(arguments[0]).orElseThrow();
        FileInput input = new FileInput(Path.of(arguments[2]));
        long lines;
        try (var all = Files.lines(input.file)) {
            lines = all.count();
        }
        for (int round = Integer.parseInt(arguments[3]); round > 0; round--) {
            run(type, arguments[1], input, lines);
        }
    }

    private static <P, I, O> void run(
            TaskType<P, I, O> type, String json, JobInput input, long lines) throws Exception {
        P parameters = type.parameters(Parameters.of(new JsonMapper().readTree(json)));
        Split.Indexed<I> split = (Split.Indexed<I>) type.split(parameters, input);
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (long n = 0; n < split.count(); n++) {
            O result = type.run(parameters, split.item().apply(n), new Context(n, input));
            DataOutputStream out = new DataOutputStream(OutputStream.nullOutputStream());
            type.resultCodec().write(result, out);
        }
        double seconds =
                (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%s %s: %d lines in %d tasks, %.3f s of CPU, %.0f ms a task, %.4g lines/s%n",
                type.name(),
                json.length() > 80 ? json.substring(0, 80) + "..." : json,
                lines,
                split.count(),
                seconds,
                seconds * 1e3 / split.count(),
                lines / seconds);
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
            return "bench/" + task;
        }

        @Override
        public boolean stopped() {
            return Thread.currentThread().isInterrupted();
        }

        @Override
        public void progress(double fraction) {}
    }
}
