package io.gridmill.cluster;

import io.gridmill.cluster.members.Members;
import io.gridmill.cluster.store.GridMarks;
import io.gridmill.cluster.store.Ledger;
import io.gridmill.durable.Document;
import io.gridmill.durable.DurableStore;
import io.gridmill.durable.Moment;
import io.gridmill.durable.StoreException;
import io.gridmill.job.GridException;
import io.gridmill.job.JobRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the jobs of an earlier grid back, once for each life of the cluster: one member loads them,
 * another takes over where that one is lost, all wait. What is done is noted in the cluster, so who
 * joins later loads nothing. Runs in a thread of its own until all is there.
 */
final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    /** Kind of the documents that are schedules. */
    static final String SCHEDULE = "schedule";

    /** Kind of the documents that say which blob a schedule's jobs read. */
    static final String SCHEDULE_INPUT = "schedule-input";

    /** Kind and key of the document that holds the live settings. */
    static final String SETTINGS = "settings";

    private static final int PAGE = 100;
    private static final long LOOK_MILLIS = 100;
    private static final long AGAIN_MILLIS = 1_000;

    /** How long a live job waits for members that have its bytes. */
    private static final long PATIENCE_NANOS = 30_000_000_000L;

    /** How long the bytes of ended jobs are looked for; then their files are deleted, too. */
    private static final long SEARCH_NANOS = 3_600_000_000_000L;

    private final DurableStore store;
    private final StoreDurability durability;
    private final Ledger ledger;
    private final Members members;
    private final GridMarks marks;
    private final LostDocuments documents;
    private final Restoring restoring;
    private final Deque<String> incomplete = new ArrayDeque<>();
    private final List<Document> inputs = new ArrayList<>();
    private final Thread thread;
    private volatile boolean mayLoad;
    private volatile boolean closed;

    /** What there is once for the grid. */
    record Grid(GridMarks marks, LostDocuments documents) {}

    Recovery(
            DurableStore store,
            StoreDurability durability,
            Ledger ledger,
            Members members,
            Grid grid,
            Restoring restoring) {
        this.store = store;
        this.durability = durability;
        this.ledger = ledger;
        this.members = members;
        this.marks = grid.marks;
        this.documents = grid.documents;
        this.restoring = restoring;
        this.thread = Thread.ofPlatform().daemon().name("gridmill-recovery").unstarted(this::run);
    }

    /**
     * Begins.
     *
     * @param loads whether this member may load; else it only waits until another has
     */
    void start(boolean loads) {
        mayLoad = loads;
        thread.start();
    }

    private void run() {
        try {
            awaitLoaded();
            durability.becomeReady();
            findBytes();
        } catch (InterruptedException _) {
            // Closed; nobody asks this thread's state.
        }
    }

    private void awaitLoaded() throws InterruptedException {
        boolean said = false;
        while (!closed) {
            try {
                if (marks.loaded()) {
                    return;
                }
                if (mayLoad && isLoader()) {
                    load();
                    marks.loadedBy(members.self());
                    return;
                }
            } catch (StoreException | GridException | CompletionException e) {
                if (!said) {
                    LOG.warn("The jobs cannot be loaded from the store yet: {}", e.getMessage());
                }
                said = true;
                Thread.sleep(AGAIN_MILLIS);
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private boolean isLoader() {
        String loader = marks.loader();
        return members.self().equals(loader)
                || ((loader == null || !members.nodes().contains(loader))
                        && marks.load(loader, members.self()));
    }

    private void load() throws StoreException, InterruptedException {
        // First, as the jobs that go on are to find them in force.
        documents.settings();
        long begun = System.nanoTime();
        int live = 0;
        int ended = 0;
        Deque<JobRecord> waiting = new ArrayDeque<>();
        String last = "";
        LoadProgress progress = new LoadProgress(marks, store.jobCount());
        List<JobRecord> page;
        do {
            page = store.jobs(last, PAGE);
            for (JobRecord job : page) {
                last = job.id();
                if (job.expires() < ledger.now()) {
                    durability.await(new Moment.Deleted(job.id()));
                } else if (job.state().ended()) {
                    ended++;
                    // Its record only: those that wait for it look there. Its bytes come later.
                    ledger.create(job);
                    incomplete.add(job.id());
                } else {
                    live++;
                    if (!restoring.restore(job, true)) {
                        waiting.add(job);
                        continue;
                    }
                }
                progress.one();
            }
        } while (page.size() == PAGE && !closed);
        awaitBytes(waiting, begun, progress);
        documents.losses();
        var _ = documents.schedules();
        inputs.addAll(documents.inputs());
        if (live + ended > 0) {
            LOG.info(
                    "From the store: {} jobs go on and {} ended ones are there again", live, ended);
        }
    }

    /** Members that have the bytes may be on their way. */
    private void awaitBytes(Deque<JobRecord> waiting, long begun, LoadProgress progress)
            throws StoreException, InterruptedException {
        if (!waiting.isEmpty()) {
            LOG.info("{} jobs wait for members that have their bytes", waiting.size());
        }
        while (!waiting.isEmpty() && !closed) {
            boolean patient = System.nanoTime() - begun < PATIENCE_NANOS;
            int count = waiting.size();
            for (int i = 0; i < count; i++) {
                JobRecord job = waiting.removeFirst();
                if (!restoring.restore(job, patient) && patient) {
                    waiting.addLast(job);
                    continue;
                }
                progress.one();
                if (!patient) {
                    LOG.warn("Job {} goes on without bytes that no member has", job.id());
                }
            }
            if (!waiting.isEmpty()) {
                Thread.sleep(AGAIN_MILLIS);
            }
        }
    }

    /** Blocks and bytes of ended jobs, for whoever wants to see them. */
    private void findBytes() throws InterruptedException {
        long begun = System.nanoTime();
        while ((!incomplete.isEmpty() || !inputs.isEmpty()) && !closed) {
            inputs.removeIf(documents::inputFound);
            int count = incomplete.size();
            for (int i = 0; i < count && !closed; i++) {
                String id = incomplete.removeFirst();
                if (!found(id)) {
                    incomplete.addLast(id);
                }
            }
            if (System.nanoTime() - begun > SEARCH_NANOS) {
                LOG.warn("Bytes of {} ended jobs are on no member's disk", incomplete.size());
                return;
            }
            Thread.sleep(AGAIN_MILLIS);
        }
    }

    private boolean found(String id) {
        try {
            JobRecord job = ledger.job(id);
            // One that was deleted meanwhile is not to come back.
            return job == null || restoring.restore(job, false);
        } catch (StoreException | GridException | CompletionException e) {
            LOG.debug("The bytes of job {} are looked for again", id, e);
            return false;
        }
    }

    void close() {
        closed = true;
        thread.interrupt();
    }
}
