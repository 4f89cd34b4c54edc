package io.gridmill.engine;

import io.gridmill.execute.HandlerType;
import io.gridmill.execute.LogBook;
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
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Jobs made ready at this node, kept while they are used. Thread-safe. */
public final class RunnableJobs {
    private static final int MOST = 2_000;

    private final Ports ports;
    private final TaskTypes types;
    private final ResultStore store;
    private final HintBoard hints;
    private final LogBook logs;
    private final Map<String, RunnableJob> ready = new LinkedHashMap<>(16, 0.75f, true);

    RunnableJobs(Ports ports, TaskTypes types, ResultStore store, HintBoard hints, LogBook logs) {
        this.ports = ports;
        this.types = types;
        this.store = store;
        this.hints = hints;
        this.logs = logs;
    }

    /**
     * A job, ready to work on; null when there is no such job any more, or this node does not know
     * its type. Fails when its input cannot be read.
     */
    CompletableFuture<@Nullable RunnableJob> find(String id) {
        RunnableJob known = known(id);
        return known != null
                ? CompletableFuture.completedFuture(known)
                : ports.records()
                        .readJob(id)
                        .thenApplyAsync(
                                record -> record == null ? null : of(record),
                                ports.loop().patient());
    }

    private @Nullable RunnableJob of(JobRecord record) {
        try {
            return of(record.spec(), record.plan());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized @Nullable RunnableJob known(String id) {
        return ready.get(id);
    }

    /** A job whose record is at hand; null when this node does not know its type. */
    public @Nullable RunnableJob of(JobSpec spec, BlockPlan plan) throws IOException {
        RunnableJob known = known(spec.id());
        if (known != null) {
            return known;
        }
        Optional<TaskType<?, ?, ?>> type =
                types.find(spec.type())
                        .or(() -> HandlerType.elsewhere(spec.type(), spec.parameters()));
        if (type.isEmpty()) {
            return null;
        }
        JobInput input = input(store, spec.input());
        RunnableJob made = RunnableJob.of(spec, plan, type.get(), input, hints.of(spec.id()), logs);
        synchronized (this) {
            RunnableJob other = ready.putIfAbsent(spec.id(), made);
            if (ready.size() > MOST) {
                ready.remove(ready.keySet().iterator().next());
            }
            return other == null ? made : other;
        }
    }

    /** A type is known here from now on: what was made ready without it is made ready anew. */
    synchronized void learnt(String type) {
        ready.values().removeIf(job -> job.spec().type().equals(type));
    }

    /** Forgets a job. */
    synchronized void forget(String id) {
        ready.remove(id);
    }

    /** The input behind a reference. */
    public static JobInput input(ResultStore store, @Nullable DataRef data) {
        return data == null ? JobInput.none() : new StoredInput(store, data);
    }
}
