package io.gridmill.simulation;

import io.gridmill.job.JobRecord;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.TaskBlock;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Judges open jobs: (11) tasks whose addition was acknowledged stand in the job once, from the number
 * on that was told, however often they were sent; and no task stands there twice.
 */
final class AdditionRules {
    private final Cluster cluster;
    private final Checker checker;

    AdditionRules(Cluster cluster, Checker checker) {
        this.cluster = cluster;
        this.checker = checker;
    }

    /** An acknowledged addition. */
    record Added(long first, List<byte[]> items) {}

    /** The grid has said that it has these tasks. */
    void acknowledged(String id, String key, List<byte[]> items, long first) {
        if (checker.isRemoved(id)) {
            return;
        }
        Added before = checker.book(id).added.put(key, new Added(first, items));
        if (before != null && before.first != first) {
            String what = key + " was added from " + before.first + " on, and from " + first;
            checker.fail(11, what, id, first);
        }
        Copy copy = cluster.partition(id).survivor();
        JobRecord job = copy == null ? null : copy.jobs.get(id);
        if (job != null && job.state().ended()) {
            ended(job);
        }
    }

    /** The grid has said that it takes in no more, or that it does not any more. */
    void closed(JobRecord job) {
        if (!checker.isRemoved(job.id())) {
            checker.book(job.id()).closed = true;
        }
    }

    /** Whether it said so. */
    boolean isClosed(String job) {
        return checker.isRemoved(job) || checker.book(job).closed;
    }

    /** An open job has ended. */
    void ended(JobRecord job) {
        Map<String, Long> numbers = numbers(job);
        checker.book(job.id())
                .added
                .forEach(
                        (key, added) -> {
                            Long first = numbers.get(text(added.items.getFirst()));
                            if (first == null || first != added.first) {
                                String what = key + " was to begin at " + added.first;
                                checker.fail(11, what + ", is at " + first, job.id(), added.first);
                            }
                            for (byte[] item : added.items) {
                                if (!numbers.containsKey(text(item))) {
                                    String what = "an added task is lost: " + text(item);
                                    checker.fail(11, what, job.id(), -1);
                                }
                            }
                        });
    }

    private Map<String, Long> numbers(JobRecord job) {
        Map<String, Long> numbers = new HashMap<>();
        for (int number = 0; number < job.blocks(); number++) {
            BlockKey key = new BlockKey(job.id(), number);
            Copy copy = cluster.partition(key).survivor();
            TaskBlock block = copy == null ? null : copy.blocks.get(key);
            byte[][] items = block == null ? null : block.head().items();
            for (int i = 0; items != null && i < items.length; i++) {
                long task = job.plan().first(number) + i;
                Long before = numbers.put(text(items[i]), task);
                if (before != null) {
                    String what = "an added task stands twice: " + text(items[i]);
                    checker.fail(11, what + ", also as " + before, job.id(), task);
                }
            }
        }
        return numbers;
    }

    private static String text(byte[] item) {
        return new String(item, StandardCharsets.US_ASCII);
    }
}
