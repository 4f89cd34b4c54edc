package io.gridmill.cli.bench;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.ExecutionCallback;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.IExecutorService;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What the members do without Gridmill: empty tasks through Hazelcast's executor service, one
 * operation each, to all members in turn. No state, no retry, no result kept: a ceiling for designs
 * that send each task on its own.
 */
final class HazelcastReference {
    static final String NAME = "hazelcast-executor";

    /** Tasks on their way at once: enough to keep all members busy, too few to fill the heap. */
    private static final int IN_FLIGHT = 1_000;

    private final HazelcastInstance instance;

    private HazelcastReference(HazelcastInstance instance) {
        this.instance = instance;
    }

    /** On the member that runs in this process. */
    static HazelcastReference ofThisProcess() {
        return new HazelcastReference(
                Hazelcast.getAllHazelcastInstances().stream()
                        .findFirst()
                        .orElseThrow(
                                () -> new IllegalStateException("No member runs in this process")));
    }

    /** Runs so many tasks; returns tasks per second. */
    double run(int tasks) throws InterruptedException {
        IExecutorService executor = instance.getExecutorService(NAME);
        List<Member> members = List.copyOf(instance.getCluster().getMembers());
        Semaphore room = new Semaphore(IN_FLIGHT);
        Completion completion = new Completion(room);
        NoopCallable task = new NoopCallable();
        long begun = System.nanoTime();
        for (int i = 0; i < tasks; i++) {
            room.acquire();
            executor.submitToMember(task, members.get(i % members.size()), completion);
        }
        room.acquire(IN_FLIGHT);
        double seconds = (System.nanoTime() - begun) / 1e9;
        Throwable failure = completion.failure.get();
        if (failure != null) {
            throw new IllegalStateException("The reference failed: " + failure, failure);
        }
        return tasks / seconds;
    }

    /** Frees a place for each task that has ended. */
    private static final class Completion implements ExecutionCallback<Integer> {
        private final Semaphore room;
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

        Completion(Semaphore room) {
            this.room = room;
        }

        @Override
        public void onResponse(Integer response) {
            room.release();
        }

        @Override
        public void onFailure(Throwable thrown) {
            failure.compareAndSet(null, thrown);
            room.release();
        }
    }
}
