package io.gridmill.job;

/**
 * What every node needs to know of a live job; sent around with the heartbeats.
 *
 * @param blocks number of blocks known so far
 * @param stopping whether nothing of it starts any more
 * @param failing whether it stops because it failed
 * @param ended whether it has ended
 * @param onLoss what is made of its tasks that were lost with their node
 */
public record JobBrief(
        String id,
        int priority,
        long created,
        int generation,
        long version,
        int blocks,
        boolean splitDone,
        boolean stopping,
        boolean failing,
        boolean ended,
        LossRule onLoss) {

    /** The brief of a record. */
    public static JobBrief of(JobRecord job) {
        return new JobBrief(
                job.id(),
                job.spec().priority(),
                job.spec().created(),
                job.progress().generation(),
                job.progress().version(),
                job.blocks(),
                job.progress().splitDone(),
                job.progress().stopping(),
                job.failure() != null,
                job.state().ended(),
                job.spec().retry().onLoss());
    }
}
