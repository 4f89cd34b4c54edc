package io.gridmill.node;

import io.gridmill.claim.SchedulingRules;
import io.gridmill.job.DurationText;
import io.gridmill.job.LossRule;
import io.gridmill.job.RetryRule;
import io.gridmill.job.Strategy;
import io.gridmill.node.ConfiguredKeys.Lens;
import io.gridmill.settings.Setting;
import io.gridmill.settings.SettingValues;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Keys of jobs and tasks: what they get that do not say, and how many there may be. */
final class JobKeys {
    private static final String AUTO = "auto";

    private JobKeys() {}

    static void put(Map<Setting, Lens> lenses) {
        putTasks(lenses);
        putRetry(lenses);
        putScheduling(lenses);
        putQueue(lenses);
        putSizes(lenses);
    }

    /** A number without zeros that say nothing. */
    static String decimal(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    private static void putTasks(Map<Setting, Lens> lenses) {
        lenses.put(
                Setting.TASK_TIMEOUT,
                new Lens(
                        config -> DurationText.of(config.taskTimeout()),
                        (config, value) -> config.withTaskTimeout(SettingValues.time(value))));
        lenses.put(
                Setting.JOB_BLOCK_SIZE,
                new Lens(
                        config -> orAuto(config.blockSize()),
                        (config, value) -> config.withBlockSize(orZero(value))));
    }

    private static String orAuto(int number) {
        return number == 0 ? AUTO : Integer.toString(number);
    }

    private static int orZero(String value) {
        return value.equals(AUTO) ? 0 : Integer.parseInt(value);
    }

    private static void putRetry(Map<Setting, Lens> lenses) {
        lenses.put(
                Setting.RETRY_ENABLED,
                retry(
                        rule -> Boolean.toString(rule.onLoss().reassign()),
                        (rule, value) ->
                                rule.with(
                                        new LossRule(
                                                Boolean.parseBoolean(value),
                                                rule.onLoss().poisonNodes()))));
        lenses.put(
                Setting.POISON_NODES,
                retry(
                        rule -> Integer.toString(rule.onLoss().poisonNodes()),
                        (rule, value) ->
                                rule.with(
                                        new LossRule(
                                                rule.onLoss().reassign(),
                                                Integer.parseInt(value)))));
        lenses.put(
                Setting.RETRY_MAX_RETRIES,
                retry(
                        rule -> Integer.toString(rule.maxAttempts() - 1),
                        (rule, value) ->
                                rule(
                                        rule,
                                        Integer.parseInt(value) + 1,
                                        rule.initialDelay(),
                                        rule.multiplier(),
                                        rule.maxDelay())));
        lenses.put(
                Setting.RETRY_DELAY,
                retry(
                        rule -> DurationText.of(rule.initialDelay()),
                        (rule, value) ->
                                rule(
                                        rule,
                                        rule.maxAttempts(),
                                        SettingValues.time(value),
                                        rule.multiplier(),
                                        rule.maxDelay())));
        lenses.put(
                Setting.RETRY_MULTIPLIER,
                retry(
                        rule -> decimal(rule.multiplier()),
                        (rule, value) ->
                                rule(
                                        rule,
                                        rule.maxAttempts(),
                                        rule.initialDelay(),
                                        Double.parseDouble(value),
                                        rule.maxDelay())));
        lenses.put(
                Setting.RETRY_MAX_DELAY,
                retry(
                        rule -> DurationText.of(rule.maxDelay()),
                        (rule, value) ->
                                rule(
                                        rule,
                                        rule.maxAttempts(),
                                        rule.initialDelay(),
                                        rule.multiplier(),
                                        SettingValues.time(value))));
    }

    private static RetryRule rule(
            RetryRule from, int attempts, Duration first, double multiplier, Duration longest) {
        return new RetryRule(attempts, first, multiplier, longest, from.on(), from.onLoss());
    }

    private static Lens retry(
            Function<RetryRule, String> read, BiFunction<RetryRule, String, RetryRule> write) {
        return new Lens(
                config -> read.apply(config.retry()),
                (config, value) -> config.withRetry(write.apply(config.retry(), value)));
    }

    private static void putScheduling(Map<Setting, Lens> lenses) {
        lenses.put(
                Setting.SCHEDULING_STRATEGY,
                rules(
                        rules -> rules.strategy().text(),
                        (rules, value) ->
                                new SchedulingRules(
                                        Strategy.of(value).orElse(rules.strategy()),
                                        rules.stealing(),
                                        rules.batchSize(),
                                        rules.speculation())));
        lenses.put(
                Setting.SCHEDULING_STEALING,
                rules(
                        rules -> Boolean.toString(rules.stealing()),
                        (rules, value) ->
                                new SchedulingRules(
                                        rules.strategy(),
                                        Boolean.parseBoolean(value),
                                        rules.batchSize(),
                                        rules.speculation())));
        lenses.put(
                Setting.SCHEDULING_BATCH_SIZE,
                rules(
                        rules -> orAuto(rules.batchSize()),
                        (rules, value) ->
                                new SchedulingRules(
                                        rules.strategy(),
                                        rules.stealing(),
                                        orZero(value),
                                        rules.speculation())));
        lenses.put(
                Setting.SCHEDULING_SPECULATION,
                rules(
                        rules -> Boolean.toString(rules.speculation()),
                        (rules, value) ->
                                new SchedulingRules(
                                        rules.strategy(),
                                        rules.stealing(),
                                        rules.batchSize(),
                                        Boolean.parseBoolean(value))));
    }

    private static Lens rules(
            Function<SchedulingRules, String> read,
            BiFunction<SchedulingRules, String, SchedulingRules> write) {
        return new Lens(
                config -> read.apply(config.scheduling()),
                (config, value) -> config.withScheduling(write.apply(config.scheduling(), value)));
    }

    private static void putQueue(Map<Setting, Lens> lenses) {
        lenses.put(
                Setting.QUEUE_MAX_WAITING_JOBS,
                limit(
                        limits -> Integer.toString(limits.maxWaitingJobs()),
                        (draft, value) -> draft.maxWaitingJobs = Integer.parseInt(value)));
        lenses.put(
                Setting.QUEUE_MAX_WAITING_TASKS,
                limit(
                        limits -> Long.toString(limits.maxWaitingTasks()),
                        (draft, value) -> draft.maxWaitingTasks = Long.parseLong(value)));
        lenses.put(
                Setting.QUEUE_MAX_JOBS_PER_USER,
                limit(
                        limits -> Integer.toString(limits.queue().maxJobsPerUser()),
                        (draft, value) -> draft.maxJobsPerUser = Integer.parseInt(value)));
        lenses.put(
                Setting.QUEUE_MAX_TASKS_PER_USER,
                limit(
                        limits -> Long.toString(limits.queue().maxTasksPerUser()),
                        (draft, value) -> draft.maxTasksPerUser = Long.parseLong(value)));
        lenses.put(
                Setting.QUEUE_MAX_WAITING_BYTES,
                limit(
                        limits -> Long.toString(limits.queue().maxWaitingBytes()),
                        (draft, value) -> draft.maxWaitingBytes = Long.parseLong(value)));
        lenses.put(
                Setting.QUEUE_MAX_PARAMETER_BYTES,
                limit(
                        limits -> Long.toString(limits.queue().maxParameterBytes()),
                        (draft, value) -> draft.maxParameterBytes = Long.parseLong(value)));
    }

    private static void putSizes(Map<Setting, Lens> lenses) {
        lenses.put(
                Setting.CLUSTER_MAX_NODES,
                limit(
                        limits -> Integer.toString(limits.maxNodes()),
                        (draft, value) -> draft.maxNodes = Integer.parseInt(value)));
        lenses.put(
                Setting.JOB_MAX_TASKS,
                limit(
                        limits -> Long.toString(limits.maxTasksPerJob()),
                        (draft, value) -> draft.maxTasksPerJob = Long.parseLong(value)));
        lenses.put(
                Setting.TASK_MAX_RESULT,
                limit(
                        limits -> Long.toString(limits.maxTaskResult()),
                        (draft, value) -> draft.maxTaskResult = Long.parseLong(value)));
        lenses.put(
                Setting.BLOB_MAX,
                limit(
                        limits -> Long.toString(limits.maxBlob()),
                        (draft, value) -> draft.maxBlob = Long.parseLong(value)));
        lenses.put(
                Setting.BLOB_DISK_BUDGET,
                limit(
                        limits -> Long.toString(limits.diskBudget()),
                        (draft, value) -> draft.diskBudget = Long.parseLong(value)));
    }

    static Lens limit(
            Function<GridConfig.Limits, String> read, BiConsumer<LimitsDraft, String> write) {
        return new Lens(
                config -> read.apply(config.limits()),
                (config, value) -> {
                    LimitsDraft draft = new LimitsDraft(config.limits());
                    write.accept(draft, value);
                    return config.withLimits(draft.build());
                });
    }
}
