package io.gridmill.node;

import io.gridmill.cluster.Engine;
import io.gridmill.engine.JobTally;
import io.gridmill.engine.Tally;
import io.gridmill.job.GridException;
import io.gridmill.job.JobRecord;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.TaskBlock;
import io.gridmill.report.JobChange;
import io.gridmill.report.JobStatus;
import io.gridmill.report.NodeNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one consumer about one job, about ten times a second at most: looks at the record and at
 * what changed in the members' blocks since the last look, so a slow consumer just sees less often.
 */
final class JobWatch implements AutoCloseable, Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(JobWatch.class);
    private static final long EVERY_MILLIS = 100;
    private static final int BLOCKS_AT_ONCE = 64;
    private static final int NODE_LETTERS = 26 + 6 + 26;

    private final Engine engine;
    private final JobQueries queries;
    private final String id;
    private final Consumer<JobChange> consumer;
    private final Map<String, Long> marks = new HashMap<>();
    private long lastVersion;
    private volatile boolean closed;

    private JobWatch(Engine engine, JobQueries queries, String id, Consumer<JobChange> consumer) {
        this.engine = engine;
        this.queries = queries;
        this.id = id;
        this.consumer = consumer;
    }

    static JobWatch start(
            Engine engine, JobQueries queries, String id, Consumer<JobChange> consumer) {
        JobWatch watch = new JobWatch(engine, queries, id, consumer);
        Thread.ofVirtual().name("watch-" + id).start(watch);
        return watch;
    }

    @Override
    public void run() {
        try {
            consumer.accept(new JobChange.Reset(queries.status(queries.record(id))));
            while (!closed && look()) {
                Thread.sleep(EVERY_MILLIS);
            }
        } catch (InterruptedException e) {
            LOG.trace("Watch of job {} interrupted", id, e);
        } catch (RuntimeException e) {
            if (!closed) {
                LOG.debug("Watch of job {} ended", id, e);
            }
        }
    }

    /** Looks once; false when there is nothing more to come. */
    private boolean look() {
        JobRecord job;
        Map<String, Tally> tallies;
        try {
            job = queries.record(id);
            if (job.spec().graph() != null) {
                return lookAtSteps(queries.status(job));
            }
            tallies = engine.members().tallies(id, marks);
        } catch (GridException e) {
            return switch (e.code()) {
                case UNAVAILABLE, BELOW_QUORUM -> true;
                default -> throw e;
            };
        }
        if (job.state().ended()) {
            tellAllTasks(job);
            consumer.accept(new JobChange.Ended(queries.status(job)));
            return false;
        }
        JobTally all = JobTally.of(tallies.values());
        List<JobChange.BlockStates> changed = new ArrayList<>();
        for (Map.Entry<String, Tally> entry : tallies.entrySet()) {
            Tally tally = entry.getValue();
            marks.put(entry.getKey(), tally.mark());
            tally.changed().forEach(block -> changed.add(states(block)));
        }
        if (!changed.isEmpty()) {
            consumer.accept(new JobChange.Tasks(changed));
        }
        if (!all.exact() || !JobQueries.complete(job, all.figures())) {
            // Blocks are moving, or the job has just ended: the next look tells.
            return true;
        }
        JobStatus status = queries.status(job, all.figures());
        if (status.version() != lastVersion) {
            lastVersion = status.version();
            consumer.accept(new JobChange.Progress(status));
        }
        return true;
    }

    /** Of a job made of steps its steps are told; their tasks have streams of their own. */
    private boolean lookAtSteps(JobStatus job) {
        if (job.state().ended()) {
            consumer.accept(new JobChange.Ended(job));
            return false;
        }
        if (job.version() != lastVersion) {
            lastVersion = job.version();
            consumer.accept(new JobChange.Progress(job));
        }
        return true;
    }

    /** How each task ended, from the records: members forget the blocks of ended jobs. */
    private void tellAllTasks(JobRecord job) {
        List<JobChange.BlockStates> blocks = new ArrayList<>();
        for (int number = 0; number < job.blocks() && !closed; number++) {
            TaskBlock block = engine.ledger().block(new BlockKey(id, number));
            if (block != null) {
                blocks.add(states(Tally.BlockTasks.of(block)));
            }
            if (blocks.size() == BLOCKS_AT_ONCE) {
                consumer.accept(new JobChange.Tasks(blocks));
                blocks = new ArrayList<>();
            }
        }
        if (!blocks.isEmpty()) {
            consumer.accept(new JobChange.Tasks(blocks));
        }
    }

    private static JobChange.BlockStates states(Tally.BlockTasks block) {
        StringBuilder states = new StringBuilder(block.states().length);
        StringBuilder owners = new StringBuilder(block.states().length);
        for (int i = 0; i < block.states().length; i++) {
            states.append((char) ('0' + block.states()[i]));
            int place = block.owners()[i] & 0xff;
            owners.append(place == 0 || place > NODE_LETTERS ? '-' : (char) ('A' + place - 1));
        }
        return new JobChange.BlockStates(
                block.first(),
                states.toString(),
                block.nodes().stream().map(NodeNames::of).toList(),
                owners.toString());
    }

    @Override
    public void close() {
        closed = true;
    }
}
