package io.gridmill.node;

import io.gridmill.task.Aggregator;
import io.gridmill.task.Codec;
import io.gridmill.task.JobInput;
import io.gridmill.task.Parameters;
import io.gridmill.task.Split;
import io.gridmill.task.TaskContext;
import io.gridmill.task.TaskHints;
import io.gridmill.task.TaskType;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * As many tasks as there are slots: the first one tells something when all run, the others end when
 * they have heard of it.
 */
final class TellingTasks implements TaskType<Integer, Long, Long> {
    private static final int KEY = 7;

    private final AtomicInteger running = new AtomicInteger();

    @Override
    public String name() {
        return "telling-tasks";
    }

    @Override
    public String summary() {
        return "Tells and listens.";
    }

    @Override
    public String parameterSchema() {
        return "{}";
    }

    @Override
    public Integer parameters(Parameters source) {
        return source.integer("tasks", 1, 1, 100);
    }

    @Override
    public Split<Long> split(Integer tasks, JobInput input) {
        return Split.indexed(tasks, n -> n);
    }

    @Override
    public Long run(Integer tasks, Long task, TaskContext context) throws InterruptedException {
        running.incrementAndGet();
        while (task == 0 && running.get() < tasks) {
            pause(context);
        }
        if (task == 0) {
            context.hints().lower(KEY, 42);
        }
        while (context.hints().lowest(KEY) == TaskHints.NOTHING) {
            pause(context);
        }
        context.log("heard by " + task);
        return context.hints().lowest(KEY);
    }

    private static void pause(TaskContext context) throws InterruptedException {
        context.checkStopped();
        Thread.sleep(5);
    }

    @Override
    public Codec<Long> resultCodec() {
        return Codec.longs();
    }

    @Override
    public Aggregator<Integer> aggregator() {
        return Aggregator.reducing(Codec.longs(), 0L, Long::sum, String::valueOf);
    }
}
