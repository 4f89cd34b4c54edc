import com.fasterxml.jackson.databind.json.JsonMapper;
import io.gridmill.task.JobInput;
import io.gridmill.task.Parameters;
import io.gridmill.task.Split;
import io.gridmill.task.TaskContext;
import io.gridmill.task.TaskType;
import io.gridmill.task.TaskTypes;
import java.io.DataOutputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * Runs all tasks of a job on one thread as a slot does, results to bytes and all, and prints the CPU
 * seconds of each run: {@code TaskTimes TYPE PARAMETERS RUNS}.
 */
public final class TaskTimes {
    private TaskTimes() {}

    public static void main(String[] arguments) throws Exception {
        TaskType<?, ?, ?> type = TaskTypes.load().find(arguments[0]).orElseThrow();
        for (int run = 0; run < Integer.parseInt(arguments[2]); run++) {
            System.out.printf(Locale.ROOT, "%.4f%n", seconds(type, arguments[1]));
        }
    }

    private static <P, I, O> double seconds(TaskType<P, I, O> type, String json) throws Exception {
        P parameters = type.parameters(Parameters.of(new JsonMapper().readTree(json)));
        var split = (Split.Indexed<I>) type.split(parameters, JobInput.none());
        long start = cpu();
        for (long n = 0; n < split.count(); n++) {
            O result = type.run(parameters, split.item().apply(n), new Context(n));
            try (DataOutputStream out = new DataOutputStream(OutputStream.nullOutputStream())) {
                type.resultCodec().write(result, out);
            }
        }
        return (cpu() - start) / 1e9;
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private record Context(long task) implements TaskContext {
        @Override
        public int attempt() {
            return 1;
        }

        @Override
        public String attemptKey() {
            return "bench-" + task;
        }

        @Override
        public JobInput input() {
            return JobInput.none();
        }

        @Override
        public boolean stopped() {
            return false;
        }

        @Override
        public void progress(double fraction) {}
    }
}
