package io.gridmill.explain;

/** Every reason for which a job or a task does not run; the list is closed and its names are stable. */
public enum ReasonCode {
    /** Jobs that it depends on have not ended. Data: {@code jobs} with id, state and condition. */
    WAITING_DEPENDENCY,
    /** Steps of it have to end. Data: {@code steps} with state, job and what they wait for. */
    WAITING_STEPS,
    /** Its start time has not come. Data: {@code startAt}. */
    WAITING_START_TIME,
    /** Its tasks are being made; those that exist may run already. Data: {@code tasks} so far. */
    SPLITTING,
    /** An open job has no task that waits; it goes on when tasks are added or it is closed. */
    WAITING_FOR_TASKS,
    /** All tasks have ended; the result is being made. */
    AGGREGATING,
    /** It stops, and attempts that still run are waited for. Data: {@code running}. */
    STOPPING,
    /** Data of it is on no node; it is waited for, then made again. Data: {@code tasks}. */
    WAITING_LOST_DATA,
    /** It failed before and may run again later. Data: {@code tasks}, and for one task {@code until}. */
    BACKOFF,
    /** A node has claimed it and will start it after what it runs. Data: {@code tasks}, {@code node}. */
    ASSIGNED,
    /** No node could ever run it as the grid is now. Data: {@code nodes} with what each lacks. */
    NO_CAPABLE_NODE,
    /** Nodes that could run it take no work for their health. Data: {@code nodes} with reasons. */
    NODES_BUSY,
    /** Nodes that could run it are drained or leaving. Data: {@code nodes} with reasons. */
    NODES_DRAINING,
    /** Nodes that could run it have gone silent. Data: {@code nodes} with reasons. */
    NODES_SUSPECT,
    /** Too few nodes that keep data are in reach. Data: {@code needed}, {@code expected}. */
    BELOW_QUORUM,
    /** Every slot that could run it runs something else. Data: {@code slots}, {@code busy}. */
    INSUFFICIENT_CAPACITY,
    /** Tasks that run use up what it requires. Data: {@code nodes} with what is left of what. */
    RESOURCES_IN_USE,
    /** Its strategy means it for one node. Data: {@code node}, {@code graceSeconds}, {@code stealing}. */
    DESIGNATED,
    /** Nodes died while they ran it, so it runs by itself. Data: {@code nodes}, {@code limit}. */
    POISON_SUSPECT,
    /** More urgent jobs have tasks that wait. Data: {@code jobs}, {@code tasks}, {@code first}. */
    BEHIND_HIGHER_PRIORITY,
    /** Jobs that are as urgent come before it. Data: {@code jobs}, {@code tasks}, {@code first}. */
    BEHIND_EARLIER_JOBS,
    /** Nothing keeps it: it is about to be claimed. */
    ABOUT_TO_START
}
