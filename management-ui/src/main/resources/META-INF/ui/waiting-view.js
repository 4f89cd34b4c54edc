import { h } from './dom.js';
import { path } from './http-api.js';
import { hasEnded } from './words.js';

/** @typedef {import('./types.js').JobStatus} JobStatus */
/** @typedef {{code: string, message: string}} Reason */

/** How often the grid is asked again why a job waits, and how long one may wait before it is asked. */
const ASK_EVERY = 3000;
const PATIENCE = 1000;

/** Why a job of which nothing runs is waiting. */
export class WaitingView {
  /** @param {import('./http-api.js').Api} api */
  constructor(api) {
    this.api = api;
    this.list = h('ul', { class: 'reasons' });
    this.element = h(
      'section',
      { class: 'notice', 'data-kind': 'info', 'aria-label': 'Why the job waits', hidden: true },
      h('strong', { text: 'Why it waits' }),
      this.list,
    );
    /** @private @type {JobStatus|null} */
    this.job = null;
    this.timer = 0;
  }

  /** @param {JobStatus} job */
  update(job) {
    const before = this.job;
    this.job = waits(job) ? job : null;
    if (!this.job || before?.id !== job.id) {
      this.clear();
      this.job = waits(job) ? job : null;
    }
    if (this.job && !this.timer) {
      this.timer = window.setTimeout(() => this.ask(), PATIENCE);
    }
  }

  /** Shows nothing and asks no more. */
  clear() {
    clearTimeout(this.timer);
    this.timer = 0;
    this.job = null;
    this.element.hidden = true;
  }

  /** @private */
  async ask() {
    const job = this.job;
    if (!job) {
      return;
    }
    try {
      const explanation = await this.api.get(`/jobs${path(job.id, 'explain')}`);
      if (this.job?.id === job.id) {
        this.show(explanation.reasons);
      }
    } catch {
      // The page says elsewhere that the server does not answer; what was told before stands.
    }
    if (this.job?.id === job.id) {
      this.timer = window.setTimeout(() => this.ask(), ASK_EVERY);
    }
  }

  /** @private @param {Reason[]} reasons */
  show(reasons) {
    const key = JSON.stringify(reasons);
    this.element.hidden = reasons.length === 0;
    if (key !== this.key) {
      this.key = key;
      this.list.replaceChildren(...reasonItems(reasons));
    }
  }
}

/** @param {Reason[]} reasons */
export function reasonItems(reasons) {
  return reasons.map((reason) =>
    h('li', {}, h('span', { text: reason.message }), ' ', h('code', { class: 'quiet', text: reason.code })),
  );
}

/** Whether nothing of a live job runs. @param {JobStatus} job */
export function waits(job) {
  return !hasEnded(job.state) && job.tasks.running + job.tasks.assigned === 0;
}
