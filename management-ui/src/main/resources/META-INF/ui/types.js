/**
 * The JSON of the HTTP API as JSDoc types; they mirror the records of `io.gridmill.report`.
 * Instants are ISO-8601 text, absent fields are left out.
 *
 * @typedef {'PENDING'|'SPLITTING'|'RUNNING'|'AGGREGATING'|'CANCELLING'|'SUCCEEDED'|'FAILED'|'CANCELLED'} JobState
 * @typedef {'WAITING'|'READY'|'ASSIGNED'|'RUNNING'|'SUCCEEDED'|'FAILED'|'CANCELLED'|'SKIPPED'} TaskState
 * @typedef {'ONLINE'|'BUSY'|'DRAINING'|'SUSPECT'|'OFFLINE'} NodeState
 *
 * @typedef {{total: number, waiting: number, ready: number, assigned: number, running: number,
 *   succeeded: number, failed: number, cancelled: number, skipped: number}} TaskCounts
 * @typedef {{created: string, started?: string, split?: string, aggregating?: string, ended?: string}} Times
 * @typedef {{attempts: number, retried: number, lost: number, late: number, runMillis: number,
 *   tasksPerSecond: number}} Statistics
 * @typedef {{code: string, message: string, task?: number}} Failure
 * @typedef {{mediaType: string, size: number, expires: string}} Result
 * @typedef {{width: number, height: number, tileSize: number}} Picture
 * @typedef {{number: number, time: string, what: string, detail?: string}} JobEvent
 * @typedef {{name: string, type: string, state: string, job?: string,
 *   dependsOn: {step: string, on: string}[], inputFrom?: string, tasks: TaskCounts,
 *   progress: number, started?: string, ended?: string, failure?: Failure}} JobStep
 * @typedef {{id: string, version: number, type: string, parameters: Record<string, unknown>,
 *   state: JobState, generation: number, priority: number, user: string,
 *   labels: Record<string, string>, metadata: Record<string, string>, times: Times,
 *   splitDone: boolean, tasks: TaskCounts, progress: number, statistics: Statistics,
 *   error?: Failure, result?: Result, picture?: Picture, events: JobEvent[],
 *   step?: {job: string, name: string}, steps?: JobStep[]}} JobStatus
 *
 * @typedef {{id: string, name: string, address: string, state: NodeState, reason?: string,
 *   since: string, self: boolean, role: string, labels: Record<string, string>, types: string[],
 *   foreignCpu: number, slots: number, busy: number, ready: number, cpu: number,
 *   memory: number, load: number, tasksDone: number, pid: number, uptimeMillis: number,
 *   version: string, running: string[]}} NodeStatus
 * @typedef {{name: string, nodes: number, slots: number, busy: number, waiting: number,
 *   running: number, liveJobs: number, tasksDone: number, tasksPerSecond: number,
 *   backups: number, safe: boolean, quorum: string, store: {kind: string, recovering: boolean,
 *   trouble?: string, loaded?: number, toLoad?: number}}} ClusterStatus
 *
 * @typedef {{number: number, node: string, start?: string, end?: string, runMillis?: number,
 *   outcome?: string, code?: string, message?: string}} Attempt
 * @typedef {{job: string, number: number, state: TaskState, node?: string, attempts: Attempt[],
 *   resultSize?: number}} TaskStatus
 *
 * @typedef {{first: number, states: string, nodes: string[], owners: string}} BlockStates
 * @typedef {{pointer: string, code?: string, message: string}} FieldError
 * @typedef {{name: string, summary: string, input: 'NONE'|'OPTIONAL'|'REQUIRED',
 *   schema: Record<string, any>}} TaskType
 * @typedef {{type: string, parameters: Record<string, unknown>, input?: {text: string},
 *   priority?: number}} JobRequest
 */
export {};
