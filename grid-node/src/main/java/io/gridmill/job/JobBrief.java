package io.gridmill.job;

/**
 * What every node needs to know of a live job; sent around with the heartbeats.
 *
 * @param work who may run its tasks, and how soon
 * @param blocks number of blocks known so far
 * @param stopping whether nothing of it starts any more
 * @param failing whether it stops because it failed
 * @param ended whether it has ended
 * @param onLoss what is made of its tasks that were lost with their node
 * @param share what it takes of the queue
 */
public record JobBrief(
        String id,
        Claimable work,
        long created,
        int generation,
        long version,
        int blocks,
        boolean splitDone,
        boolean stopping,
        boolean failing,
        boolean ended,
        LossRule onLoss,
        Share share) {

    /**
     * What a job takes of the queue.
     *
     * @param user whose it is
     * @param tasksLeft tasks of blocks that have not settled, as far as they are known
     * @param bytes of parameters and input
     * @param parameterBytes of its parameters and those of its steps, which are in memory
     */
    public record Share(String user, long tasksLeft, long bytes, long parameterBytes) {
        static Share of(JobRecord job) {
            boolean counted = job.progress().splitDone() || job.spec().open();
            long tasks = counted ? job.progress().tasks() : Math.max(0, job.plan().tasks());
            long settled = (long) job.settled().cardinality() * job.plan().blockSize();
            DataRef input = job.spec().input();
            return new Share(
                    job.spec().user(),
                    Math.max(0, tasks - settled),
                    job.spec().parameters().length() + (input == null ? 0 : input.size()),
                    job.spec().parameterBytes());
        }
    }

    /**
     * What decides who runs a job's tasks, and when.
     *
     * @param user who submitted it
     * @param since when its tasks could first run, milliseconds since the epoch
     */
    public record Claimable(
            String type, int priority, String user, Placement placement, long since) {
        private static Claimable of(JobRecord job) {
            JobSpec spec = job.spec();
            long started = job.progress().started();
            return new Claimable(
                    spec.type(),
                    spec.priority(),
                    spec.user(),
                    spec.placement(),
                    started == 0 ? spec.created() : started);
        }
    }

    /** 1 to 10, 10 first. */
    public int priority() {
        return work.priority;
    }

    /** The brief of a record. */
    public static JobBrief of(JobRecord job) {
        return new JobBrief(
                job.id(),
                Claimable.of(job),
                job.spec().created(),
                job.progress().generation(),
                job.progress().version(),
                job.blocks(),
                job.progress().splitDone(),
                job.progress().stopping(),
                job.failure() != null,
                job.state().ended(),
                job.spec().retry().onLoss(),
                Share.of(job));
    }
}
