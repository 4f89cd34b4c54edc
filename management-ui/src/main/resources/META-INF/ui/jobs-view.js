import { byId, h, reconcile, setAttribute, setText } from './dom.js';
import { ago, fullTime, percent, shortId } from './format.js';
import { fragmentOf } from './fragment.js';
import { setStateIcon, stateIcon } from './icons.js';
import { hasEnded, title } from './words.js';

/** @typedef {import('./types.js').JobStatus} JobStatus */

/** The newest jobs, each a link to its place on the page. */
export class JobsView {
  constructor() {
    this.views = new Map();
    this.list = byId('job-list');
    /** @type {JobStatus[]} */
    this.jobs = [];
    this.selected = '';
  }

  /** @param {JobStatus[]} jobs @param {boolean} more whether there are older ones */
  update(jobs, more) {
    this.jobs = jobs;
    setAttribute(byId('jobs'), 'aria-busy', null);
    byId('jobs-empty').hidden = jobs.length > 0;
    setText(byId('jobs-sum'), jobs.length === 0 ? '' : more ? `newest ${jobs.length}` : `${jobs.length}`);
    reconcile(this.list, jobs, (j) => j.id, () => row(), this.views);
    this.mark();
  }

  /** @param {string} id */
  select(id) {
    this.selected = id;
    this.mark();
  }

  /** The job before or after the selected one. @param {number} step @returns {string|null} */
  neighbour(step) {
    const at = this.jobs.findIndex((j) => j.id === this.selected);
    const job = this.jobs[at < 0 ? 0 : at + step];
    return job ? job.id : null;
  }

  /** Keeps the selected row in sight. */
  reveal() {
    this.views.get(this.selected)?.element.scrollIntoView({ block: 'nearest' });
  }

  /** @private */
  mark() {
    for (const [id, view] of this.views) {
      setAttribute(view.link, 'aria-current', id === this.selected ? 'true' : null);
    }
  }
}

function row() {
  const icon = stateIcon('PENDING');
  const type = h('span', { class: 'job-type' });
  const id = h('span', { class: 'job-id quiet' });
  const time = h('time', { class: 'quiet' });
  const state = h('span', {});
  const stateBox = h('span', { class: 'state' }, icon, state);
  const done = h('span', { class: 'job-share' });
  const fill = h('i', {});
  const bar = h('div', { class: 'bar', 'aria-hidden': 'true' }, fill);
  const about = h('span', { class: 'quiet job-about' });
  const link = h(
    'a',
    { class: 'job-row' },
    h('span', { class: 'job-line' }, type, id, time),
    bar,
    h('span', { class: 'job-line' }, stateBox, done, about),
  );
  return {
    element: h('li', {}, link),
    link,
    update(/** @type {JobStatus} */ job) {
      setAttribute(link, 'href', fragmentOf(job.id));
      setText(type, job.type);
      setText(id, shortId(job.id));
      setAttribute(id, 'title', job.id);
      setAttribute(time, 'datetime', job.times.created);
      setAttribute(time, 'title', fullTime(job.times.created));
      setText(time, ago(Date.now() - Date.parse(job.times.created)));
      setAttribute(stateBox, 'data-state', job.state);
      setStateIcon(icon, job.state);
      setText(state, title(job.state));
      setText(done, hasEnded(job.state) ? '' : percent(job.progress));
      setAttribute(bar, 'data-state', job.state);
      fill.style.transform = `scaleX(${Math.max(0, Math.min(1, job.progress || 0))})`;
      setText(about, `priority ${job.priority} · ${job.user}`);
    },
  };
}
