package io.gridmill.engine;

import io.gridmill.job.JobBrief;
import io.gridmill.job.JobRecord;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.TaskBlock;
import java.util.Collection;

/**
 * A switch for tests: nothing that is pushed to a member reaches it, neither what its own store
 * tells nor what others do. What is asked is answered, and heartbeats, which are said again every
 * second, are heard. Every job must end all the same.
 */
record LostPushes(Duties duties) implements Hooks.Reactions, Network.Listener {
    @Override
    public void offered(BlockKey key, boolean first) {}

    @Override
    public void unknownJob(String job) {}

    @Override
    public void ended(BlockKey key) {}

    @Override
    public void failed(BlockKey key, TaskBlock block) {}

    @Override
    public void due(BlockKey key, long nextDue) {}

    @Override
    public void job(JobRecord job) {}

    @Override
    public void heartbeat(Heartbeat heartbeat) {
        duties.heartbeat(heartbeat);
    }

    @Override
    public void jobChanged(JobBrief job) {}

    @Override
    public void jobForgotten(String job) {}

    @Override
    public void hints(HintNews news) {}

    @Override
    public Collection<JobRecord> drivenJobs() {
        return duties.drivenJobs();
    }

    @Override
    public Heartbeat obey(NodeCommand command) {
        return duties.obey(command);
    }
}
