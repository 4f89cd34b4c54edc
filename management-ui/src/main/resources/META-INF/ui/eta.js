/** @typedef {import('./types.js').JobStatus} JobStatus */

const WINDOW = 10_000;

/** The pace of a job over its last ten seconds, from the statuses that went by. */
export class Pace {
  constructor() {
    /** @type {{time: number, ended: number}[]} */
    this.marks = [];
  }

  /** @param {number} ended tasks @param {number} now milliseconds */
  mark(ended, now) {
    const last = this.marks[this.marks.length - 1];
    if (last && ended < last.ended) {
      this.marks = [];
    }
    this.marks.push({ time: now, ended });
    while (this.marks.length > 2 && this.marks[1].time < now - WINDOW) {
      this.marks.shift();
    }
  }

  /** Tasks a second lately; 0 when not known. */
  recent() {
    const first = this.marks[0];
    const last = this.marks[this.marks.length - 1];
    const span = last ? last.time - first.time : 0;
    return span >= 1000 ? ((last.ended - first.ended) * 1000) / span : 0;
  }
}

/** Tasks that have ended. @param {JobStatus} job */
export function endedTasks(job) {
  const t = job.tasks;
  return t.succeeded + t.failed + t.cancelled + t.skipped;
}

/**
 * Time left as a range in milliseconds: at the pace of late and at that of the whole job.
 * @param {JobStatus} job @param {number} recent tasks a second lately
 * @returns {{low: number, high: number}|null} null when it cannot be told
 */
export function timeLeft(job, recent) {
  const left = job.tasks.total - endedTasks(job);
  if (job.state !== 'RUNNING' || !job.splitDone || left <= 0) {
    return null;
  }
  const paces = [recent, job.statistics.tasksPerSecond].filter((p) => p > 0);
  if (paces.length === 0) {
    return null;
  }
  const times = paces.map((p) => (left / p) * 1000);
  return { low: Math.min(...times), high: Math.max(...times) };
}
