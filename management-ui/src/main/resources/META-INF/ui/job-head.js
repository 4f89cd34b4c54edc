import { h, setAttribute, setText } from './dom.js';
import { endedTasks, timeLeft } from './eta.js';
import { count, duration, percent, plural } from './format.js';
import { setStateIcon, stateIcon } from './icons.js';
import { JOB_STATE, failureWords, hasEnded, title } from './words.js';

/** @typedef {import('./types.js').JobStatus} JobStatus */

/** Segments of the progress bar, in this order. */
const SEGMENTS = ['succeeded', 'failed', 'cancelled', 'skipped', 'running', 'assigned'];

/** The head of a job: what it is, how far it is, what can be done with it. */
export class JobHead {
  /** @param {{cancel: () => void, retry: () => void, download: () => void, again: () => void}} actions */
  constructor(actions) {
    this.icon = stateIcon('PENDING');
    this.state = h('span', {});
    this.stateBox = h('span', { class: 'state big' }, this.icon, this.state);
    this.title = h('h2', { class: 'job-title', id: 'job-title' });
    this.id = h('code', { class: 'quiet job-full-id' });
    this.again = h('button', { type: 'button', text: 'Run again …', on: { click: actions.again } });
    this.download = h('button', { type: 'button', text: 'Download result', hidden: true, on: { click: actions.download } });
    this.retry = h('button', { type: 'button', text: 'Retry', title: 'Runs again what did not succeed and keeps the rest', hidden: true, on: { click: actions.retry } });
    this.cancel = h('button', { type: 'button', class: 'danger-quiet', text: 'Cancel …', hidden: true, on: { click: actions.cancel } });
    this.share = h('strong', { class: 'share' });
    this.words = h('span', { class: 'quiet' });
    this.left = h('span', { class: 'quiet time-left' });
    this.parts = SEGMENTS.map((name) => h('i', { 'data-part': name }));
    this.bar = h(
      'div',
      { class: 'bar parts', role: 'progressbar', 'aria-label': 'Progress of the job', 'aria-valuemin': '0', 'aria-valuemax': '100' },
      ...this.parts,
    );
    this.failure = h('div', { class: 'notice', 'data-kind': 'bad', role: 'alert', hidden: true });
    this.degraded = h('p', { class: 'notice', 'data-kind': 'warn', hidden: true });
    this.losses = h('p', { class: 'notice', 'data-kind': 'warn', hidden: true });
    this.wrong = h('p', { class: 'field-error', role: 'alert' });
    this.element = h(
      'header',
      { class: 'job-head' },
      h(
        'div',
        { class: 'job-head-line' },
        h('div', { class: 'job-name' }, this.title, this.stateBox, this.id),
        h('div', { class: 'buttons' }, this.cancel, this.retry, this.download, this.again),
      ),
      this.wrong,
      h('p', { class: 'progress-line' }, this.share, this.words, this.left),
      this.bar,
      this.failure,
      this.degraded,
      this.losses,
    );
  }

  /** @param {JobStatus} job @param {number} recentPace @param {(task: number) => void} openTask */
  update(job, recentPace, openTask) {
    const ended = hasEnded(job.state);
    setText(this.title, job.type);
    setText(this.id, job.id);
    setAttribute(this.stateBox, 'data-state', job.state);
    setAttribute(this.stateBox, 'title', JOB_STATE[job.state] ?? '');
    setStateIcon(this.icon, job.state);
    setText(this.state, title(job.state));
    this.again.hidden = Boolean(job.steps || job.step);
    this.cancel.hidden = ended;
    this.cancel.disabled = job.state === 'CANCELLING';
    this.retry.hidden = !retryable(job);
    this.download.hidden = !(job.state === 'SUCCEEDED' && job.result);
    setText(this.download, job.picture ? 'Download PNG' : 'Download result');
    setText(this.share, percent(job.progress));
    setText(this.words, progressWords(job));
    setText(this.left, leftWords(job, recentPace));
    setAttribute(this.bar, 'aria-valuenow', String(Math.floor(job.progress * 100)));
    const total = Math.max(1, job.tasks.total);
    SEGMENTS.forEach((name, i) => {
      this.parts[i].style.width = `${(100 * job.tasks[name]) / total}%`;
    });
    this.showFailure(job, openTask);
    this.degraded.hidden = !job.degraded;
    setText(this.degraded, job.degraded ? degradedWords(job) : '');
    this.showLosses(job);
  }

  /** @param {string} wrong */
  say(wrong) {
    setText(this.wrong, wrong);
  }

  /** @private */
  showFailure(job, openTask) {
    this.failure.hidden = !job.error;
    const key = job.error ? JSON.stringify(job.error) : '';
    if (!job.error || key === this.failureKey) {
      this.failureKey = key;
      return;
    }
    this.failureKey = key;
    const { code, message, task } = job.error;
    this.failure.replaceChildren(
      h('p', {}, h('strong', { text: `${failureWords(code)}.` }), ' ', h('code', { class: 'quiet', text: code })),
      h('p', { class: 'message', text: message ?? '' }),
    );
    if (task !== undefined) {
      this.failure.append(h('button', { type: 'button', text: `Open task ${count(task)}`, on: { click: () => openTask(task) } }));
    }
  }

  /** @private */
  showLosses(job) {
    const lost = job.statistics.lost;
    this.losses.hidden = lost === 0;
    if (lost > 0) {
      const were = `${plural(lost, 'attempt')} ${lost === 1 ? 'was' : 'were'} lost with a node`;
      const then = job.state === 'SUCCEEDED' ? 'other nodes did the work again' : 'other nodes do the work again';
      const stopped = job.state === 'FAILED' || job.state === 'CANCELLED' || job.state === 'CANCELLING';
      setText(this.losses, stopped ? `${were}.` : `${were}; ${then}. No retry is used up by that.`);
    }
  }
}

/** Whether a retry has something to do: a step's job is retried with the job that it is a step of. @param {JobStatus} job */
export function retryable(job) {
  return !job.step && (job.state === 'FAILED' || job.state === 'CANCELLED' || Boolean(job.degraded));
}

/** @param {JobStatus} job @returns {string} */
export function degradedWords(job) {
  const failed = job.tasks.failed;
  const what = failed > 0 ? `${plural(failed, 'task')} failed` : 'Some tasks failed';
  return job.state === 'SUCCEEDED'
    ? `Degraded: ${what.toLowerCase()}, and the result leaves ${failed === 1 ? 'it' : 'them'} out. Retry runs what failed again.`
    : `Degraded: ${what.toLowerCase()} so far; the job goes on by its failure policy.`;
}

/** @param {JobStatus} job */
function progressWords(job) {
  if (job.tasks.total === 0) {
    return JOB_STATE[job.state] ?? '';
  }
  const more = job.splitDone ? '' : ' so far';
  return `${count(endedTasks(job))} of ${plural(job.tasks.total, 'task')}${more}`;
}

/** @param {JobStatus} job @param {number} recentPace */
function leftWords(job, recentPace) {
  if (job.times.ended) {
    const from = Date.parse(job.times.started ?? job.times.created);
    return `took ${duration(Date.parse(job.times.ended) - from)}`;
  }
  const left = timeLeft(job, recentPace);
  if (!left) {
    return '\u00a0';
  }
  const low = duration(left.low);
  const high = duration(left.high);
  return left.high < left.low * 1.25 || low === high ? `about ${high} left` : `${low} to ${high} left`;
}
