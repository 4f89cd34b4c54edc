package io.gridmill.node;

import io.gridmill.task.Aggregator;
import io.gridmill.task.Codec;
import io.gridmill.task.JobInput;
import io.gridmill.task.Parameters;
import io.gridmill.task.Split;
import io.gridmill.task.TaskContext;
import io.gridmill.task.TaskFailure;
import io.gridmill.task.TaskType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Adds up the tasks' numbers. Each task of which the number is a multiple of {@code failEvery} fails
 * for good in its first {@code failFirst} attempts; the task {@code halt} is the end of its process.
 */
final class Moody implements TaskType<Moody.Mood, Long, Long> {
    private final Map<String, Integer> runs = new ConcurrentHashMap<>();

    /** Which tasks fail, how often; which one ends its process, -1 for none. */
    record Mood(long tasks, long failEvery, int failFirst, long sleepMillis, long halt) {}

    /** How often a task was begun in this process. */
    int runs(String job, long task) {
        return runs.getOrDefault(job + "/" + task, 0);
    }

    @Override
    public String name() {
        return "moody";
    }

    @Override
    public String summary() {
        return "Fails now and then";
    }

    @Override
    public String parameterSchema() {
        return "{}";
    }

    @Override
    public Mood parameters(Parameters source) {
        Mood mood =
                new Mood(
                        source.number("tasks", 1, 1, 1_000_000),
                        source.number("failEvery", 1, 1, 1_000_000),
                        source.integer("failFirst", 0, 0, 100),
                        source.number("sleepMillis", 0, 0, 60_000),
                        source.number("halt", -1, -1, 1_000_000));
        source.done();
        return mood;
    }

    @Override
    public Split<Long> split(Mood mood, JobInput input) {
        return Split.indexed(mood.tasks, n -> n);
    }

    @Override
    public Long run(Mood mood, Long item, TaskContext context)
            throws TaskFailure, InterruptedException {
        runs.merge(context.job() + "/" + item, 1, Integer::sum);
        if (mood.sleepMillis > 0) {
            Thread.sleep(mood.sleepMillis);
        }
        if (item == mood.halt) {
            Runtime.getRuntime().halt(137);
        }
        if (item % mood.failEvery == 0 && context.attempt() <= mood.failFirst) {
            throw TaskFailure.giveUp("in-a-mood", "Task " + item + " does not want to");
        }
        return item;
    }

    @Override
    public Codec<Long> resultCodec() {
        return Codec.longs();
    }

    @Override
    public Aggregator<Mood> aggregator() {
        return Aggregator.reducing(Codec.longs(), 0L, Long::sum, sum -> Long.toString(sum));
    }
}
