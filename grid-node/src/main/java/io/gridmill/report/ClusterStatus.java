package io.gridmill.report;

/**
 * Totals over the grid.
 *
 * @param slots slots of all nodes
 * @param busy slots that run a task
 * @param waiting tasks that wait
 * @param tasksDone tasks ended on the nodes now present since each started
 * @param tasksPerSecond over the last seconds
 * @param backups copies of every record beside the first, as many as there are nodes for
 * @param safe whether all backups are in place
 * @param store what outlives all nodes, as the asked node sees it
 */
public record ClusterStatus(
        String name,
        int nodes,
        int slots,
        int busy,
        long waiting,
        long running,
        long liveJobs,
        long tasksDone,
        double tasksPerSecond,
        int backups,
        boolean safe,
        StoreStatus store) {}
