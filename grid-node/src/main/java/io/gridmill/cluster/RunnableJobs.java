package io.gridmill.cluster;

import io.gridmill.cluster.store.Ledger;
import io.gridmill.execute.ResultStore;
import io.gridmill.execute.RunnableJob;
import io.gridmill.job.BlockPlan;
import io.gridmill.job.DataRef;
import io.gridmill.job.JobRecord;
import io.gridmill.job.JobSpec;
import io.gridmill.task.JobInput;
import io.gridmill.task.TaskType;
import io.gridmill.task.TaskTypes;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Jobs made ready at this node, kept while they are used. Thread-safe. */
final class RunnableJobs {
    private static final int MOST = 2_000;

    private final Ledger ledger;
    private final TaskTypes types;
    private final ResultStore store;
    private final Map<String, RunnableJob> ready = new LinkedHashMap<>(16, 0.75f, true);

    RunnableJobs(Ledger ledger, TaskTypes types, ResultStore store) {
        this.ledger = ledger;
        this.types = types;
        this.store = store;
    }

    /**
     * A job, ready to work on.
     *
     * @return null when there is no such job any more, or this node does not know its type
     * @throws IOException when its input cannot be read
     */
    @Nullable RunnableJob find(String id) throws IOException {
        synchronized (this) {
            RunnableJob known = ready.get(id);
            if (known != null) {
                return known;
            }
        }
        JobRecord record = ledger.job(id);
        return record == null ? null : of(record.spec(), record.plan());
    }

    /** A job whose record is at hand; null when this node does not know its type. */
    @Nullable RunnableJob of(JobSpec spec, BlockPlan plan) throws IOException {
        synchronized (this) {
            RunnableJob known = ready.get(spec.id());
            if (known != null) {
                return known;
            }
        }
        Optional<TaskType<?, ?, ?>> type = types.find(spec.type());
        if (type.isEmpty()) {
            return null;
        }
        RunnableJob made = RunnableJob.of(spec, plan, type.get(), input(store, spec.input()));
        synchronized (this) {
            RunnableJob other = ready.putIfAbsent(spec.id(), made);
            if (ready.size() > MOST) {
                ready.remove(ready.keySet().iterator().next());
            }
            return other == null ? made : other;
        }
    }

    /** Forgets a job. */
    synchronized void forget(String id) {
        ready.remove(id);
    }

    /** The input behind a reference. */
    static JobInput input(ResultStore store, @Nullable DataRef data) {
        return data == null ? JobInput.none() : new StoredInput(store, data);
    }
}
