package io.gridmill.cluster;

import com.hazelcast.core.HazelcastInstanceNotActiveException;
import io.gridmill.cluster.members.Members;
import io.gridmill.cluster.store.Ledger;
import io.gridmill.durable.Document;
import io.gridmill.durable.DurableStore;
import io.gridmill.durable.StoreException;
import io.gridmill.job.GridException;
import io.gridmill.job.JobRecord;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings back from the store what the living grid has lost: single jobs and blocks where they are
 * missed, and after a loss all jobs, schedules and notes that are in the store and not in the grid.
 * What is there stays. Thread-safe; waits on one thread of its own.
 */
final class BringingBack implements StoreDurability.BringingBack, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BringingBack.class);
    private static final int PAGE = 100;
    private static final long AGAIN_SECONDS = 2;

    private final DurableStore store;
    private final Ledger ledger;
    private final Restoring restoring;
    private final LostDocuments documents;
    private final Executor executor;
    private final AtomicBoolean planned = new AtomicBoolean();
    private volatile boolean closed;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("gridmill-bring-back").factory());

    /**
     * Brings back nothing yet.
     *
     * @param executor what follows is done there
     */
    BringingBack(
            DurableStore store,
            Ledger ledger,
            Restoring restoring,
            LostDocuments documents,
            Executor executor) {
        this.store = store;
        this.ledger = ledger;
        this.restoring = restoring;
        this.documents = documents;
        this.executor = executor;
    }

    private interface Work<T> {
        T run() throws StoreException;
    }

    private <T> CompletableFuture<T> later(Work<T> work) {
        return CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return work.run();
                            } catch (StoreException e) {
                                throw new CompletionException(e);
                            }
                        },
                        thread)
                .thenApplyAsync(done -> done, executor);
    }

    @Override
    public CompletableFuture<?> blocks(JobRecord job) {
        return later(
                () -> {
                    restoring.blocksAgain(job);
                    return true;
                });
    }

    @Override
    public CompletableFuture<Boolean> job(String id) {
        return later(() -> bringBack(id));
    }

    /** Whether it is in the store, and so in the grid again. */
    private boolean bringBack(String id) throws StoreException {
        JobRecord stored = store.job(id);
        if (stored == null) {
            return false;
        }
        // Here and now: what needs bytes that no member has runs again.
        restoring.restore(stored, false);
        if (store.job(id) == null) {
            // It was deleted just now.
            ledger.takeJobOut(id).toCompletableFuture().join();
            return false;
        }
        return true;
    }

    /** That something was lost may never have been told: one member looks from time to time. */
    void compareInTurn(Members members) {
        try {
            if (members.self().equals(Collections.min(members.nodes()))) {
                compareSoon();
            }
        } catch (HazelcastInstanceNotActiveException e) {
            LOG.debug("The node stops", e);
        }
    }

    /** Looks soon for what is in the store and not in the grid; once for many calls. */
    void compareSoon() {
        if (!planned.compareAndSet(false, true)) {
            return;
        }
        try {
            thread.execute(
                    () -> {
                        planned.set(false);
                        compare();
                    });
        } catch (RejectedExecutionException e) {
            LOG.debug("The node stops", e);
        }
    }

    private void compare() {
        try {
            documents.settings();
            documents.losses();
            int back = 0;
            String last = "";
            List<JobRecord> page;
            do {
                page = store.jobs(last, PAGE);
                for (JobRecord job : page) {
                    last = job.id();
                    boolean expired = job.expires() < ledger.now();
                    if (!expired && ledger.job(last) == null && bringBack(last)) {
                        back++;
                    }
                }
            } while (page.size() == PAGE);
            if (back > 0) {
                LOG.warn("{} jobs that the grid had lost are taken from the store", back);
            }
            // After the jobs: a schedule looks whether the one before still runs.
            schedulesAgain();
        } catch (StoreException | RuntimeException e) {
            failed(e);
        }
    }

    private void failed(Exception e) {
        switch (closed ? Fault.STOPPING : Fault.of(e)) {
            case STOPPING -> LOG.debug("The node stops; others compare the store", e);
            case PASSING -> {
                LOG.warn(
                        "The store cannot be compared with the grid; again soon: {}",
                        e.getMessage());
                CompletableFuture.delayedExecutor(AGAIN_SECONDS, TimeUnit.SECONDS)
                        .execute(this::compareSoon);
            }
            case BUG -> LOG.error("The store cannot be compared with the grid: this is a bug", e);
        }
    }

    /** What a failure of the comparison means. */
    enum Fault {
        /** This member is no part of the grid any more. */
        STOPPING,
        /** The store or the grid did not answer. */
        PASSING,
        /** Nobody has thought of it. */
        BUG;

        static Fault of(Exception failure) {
            for (Throwable t = failure; t != null; t = t.getCause()) {
                if (t instanceof HazelcastInstanceNotActiveException) {
                    return STOPPING;
                }
            }
            return switch (failure) {
                case StoreException _, GridException _, CompletionException _ -> PASSING;
                default -> BUG;
            };
        }
    }

    private void schedulesAgain() throws StoreException {
        int back = documents.schedules();
        if (back > 0) {
            LOG.warn("{} schedules that the grid had lost are taken from the store", back);
        }
        for (Document input : documents.inputs()) {
            if (!documents.inputFound(input)) {
                LOG.debug("The input of schedule {} is on no disk now", input.key());
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.shutdownNow();
    }
}
