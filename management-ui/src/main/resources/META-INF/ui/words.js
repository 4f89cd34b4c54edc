/** What states and codes mean, in words; the same text in lists, tips and notices. */

/** @type {Record<string, string>} */
export const JOB_STATE = {
  PENDING: 'Accepted; waits for its start time, its dependencies or its driver',
  SPLITTING: 'Is being split into tasks',
  RUNNING: 'Its tasks run',
  AGGREGATING: 'All tasks have ended; their results are being put together',
  CANCELLING: 'A stop was asked for; some attempts still run',
  SUCCEEDED: 'Ended: the result is there',
  FAILED: 'Ended: failed',
  CANCELLED: 'Ended: stopped on request',
};

/** @type {Record<string, string>} */
export const TASK_STATE = {
  WAITING: 'Waits for its next attempt',
  READY: 'May be claimed by a node',
  ASSIGNED: 'Claimed by a node, not started',
  RUNNING: 'An attempt runs',
  SUCCEEDED: 'Ended: its result is recorded',
  FAILED: 'Ended: its last attempt failed',
  CANCELLED: 'Stopped on request after it had started',
  SKIPPED: 'Never started, because its job stopped',
};

/** @type {Record<string, string>} */
export const NODE_STATE = {
  ONLINE: 'Takes work',
  BUSY: 'Takes no new work until it recovers',
  DRAINING: 'Finishes what it runs and takes nothing new',
  SUSPECT: 'Has not been heard of for a while',
  OFFLINE: 'Gone',
};

/** @type {Record<string, string>} */
export const OUTCOME = {
  SUCCEEDED: 'result accepted',
  FAILED: 'its code failed',
  TIMED_OUT: 'ran longer than its timeout',
  CANCELLED: 'told to stop',
  LOST: 'lost with its node',
  SUPERSEDED: 'another attempt was accepted first',
  ABANDONED: 'did not stop when told to',
};

/** @type {Record<string, string>} */
const FAILURE = {
  'task-failed': "A task's code threw an exception",
  'task-timed-out': "An attempt ran longer than the task's timeout",
  'task-abandoned': "A task's code did not stop when told to",
  'poison': 'A task was the end of several nodes and was given up',
  'node-lost': "A task's node was lost, and nothing is tried twice",
  'result-too-large': "A task's result exceeds the limit",
  'split-failed': "The task type's splitter threw an exception, so there are no tasks",
  'aggregate-failed': 'All tasks ended well, but putting their results together failed',
  'step-failed': 'A step failed and no other step handled it',
  'job-timed-out': 'The job ran longer than its timeout',
  'data-lost': 'More nodes were lost at once than backups are kept',
};

/** A sentence for an error code. @param {string} code */
export function failureWords(code) {
  return FAILURE[code] ?? `The job failed with the code ${code}`;
}

/** `SUCCEEDED` as `succeeded`. @param {string} word */
export function lower(word) {
  return word.toLowerCase().replaceAll('_', ' ');
}

/** `SUCCEEDED` as `Succeeded`. @param {string} word */
export function title(word) {
  const text = lower(word);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Whether nothing changes any more. @param {string} jobState */
export function hasEnded(jobState) {
  return jobState === 'SUCCEEDED' || jobState === 'FAILED' || jobState === 'CANCELLED';
}
