import { h, reconcile, setAttribute, setText } from './dom.js';
import { clock, count, duration, fullTime, rate } from './format.js';
import { stateIcon } from './icons.js';
import { TASK_STATES } from './tasks.js';
import { TASK_STATE, title } from './words.js';

/** @typedef {import('./types.js').JobStatus} JobStatus */
/** @typedef {import('./types.js').JobEvent} JobEvent */

/** Number of tasks per state; at the same time the legend of the task map. */
export class CountsView {
  constructor() {
    /** @type {Record<string, HTMLElement>} */
    this.numbers = {};
    this.element = h(
      'ul',
      { class: 'legend', 'aria-label': 'Tasks by state' },
      ...TASK_STATES.map((state) => {
        this.numbers[state] = h('strong', { text: '0' });
        return h(
          'li',
          { 'data-state': state, title: TASK_STATE[state] },
          h('span', { class: 'swatch' }, stateIcon(state)),
          h('span', { text: title(state) }),
          this.numbers[state],
        );
      }),
    );
  }

  /** @param {JobStatus} job */
  update(job) {
    for (const state of TASK_STATES) {
      const n = job.tasks[state.toLowerCase()];
      setText(this.numbers[state], count(n));
      setAttribute(this.numbers[state].parentElement, 'data-none', n === 0 ? '' : null);
    }
  }
}

/** Times, statistics and parameters of a job as lists of names and values. */
export class FactsView {
  constructor() {
    this.times = factList();
    this.figures = factList();
    this.request = factList();
    this.element = h(
      'div',
      { class: 'facts' },
      h('section', {}, h('h3', { text: 'Phases' }), this.times.element),
      h('section', {}, h('h3', { text: 'Figures' }), this.figures.element),
      h('section', {}, h('h3', { text: 'Request' }), this.request.element),
    );
  }

  /** @param {JobStatus} job */
  update(job) {
    const s = job.statistics;
    const done = job.tasks.succeeded;
    this.times.set(phases(job));
    this.figures.set([
      ['Tasks per second', rate(s.tasksPerSecond)],
      ['Mean run time', done > 0 ? duration(s.runMillis / done) : '–'],
      ['Attempts', count(s.attempts)],
      ['Retried', count(s.retried)],
      ['Lost with a node', count(s.lost)],
      ['Late, ignored', count(s.late)],
    ]);
    this.request.set([
      ...(job.step ? [['Step', `${job.step.name} of ${job.step.job}`]] : []),
      ['User', job.user],
      ['Priority', String(job.priority)],
      ...(job.strategy ? [['Strategy', job.strategy]] : []),
      ...(job.requires ? [['Requires', requiresWords(job.requires)]] : []),
      ...(job.failurePolicy && job.failurePolicy !== 'fail-fast' ? [['On failure', job.failurePolicy]] : []),
      ...(job.generation > 1 ? [['Generation', String(job.generation)]] : []),
      ...Object.entries(job.parameters ?? {}).map(([name, value]) => [name, short(value)]),
      ...Object.entries(job.labels ?? {}).map(([name, value]) => [name, value]),
      ...Object.entries(job.metadata ?? {}).map(([name, value]) => [name, value]),
    ]);
  }
}

/** @param {JobStatus} job @returns {string[][]} */
function phases(job) {
  const t = job.times;
  const rows = [['Accepted', fullTime(t.created)]];
  const steps = [
    ['Splitting', t.started, t.created],
    ['Split done', t.split, t.started],
    ['Putting together', t.aggregating, t.started],
    ['Ended', t.ended, t.aggregating ?? t.started ?? t.created],
  ];
  for (const [name, time, before] of steps) {
    rows.push([
      /** @type {string} */ (name),
      time ? `${clock(Date.parse(time))}${before ? ` (+${duration(Date.parse(time) - Date.parse(before))})` : ''}` : '–',
    ]);
  }
  return rows;
}

/** What a node must have. @param {{labels: Record<string, string[]>, resources: Record<string, string>}} requires */
export function requiresWords(requires) {
  return [
    ...Object.entries(requires.labels).map(([key, values]) => `${key}=${values.join(' or ')}`),
    ...Object.entries(requires.resources).map(([name, amount]) => `${name} ${amount}`),
  ].join(', ');
}

function short(value) {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

function factList() {
  const element = h('dl', {});
  /** @type {Map<string, any>} */
  const views = new Map();
  return {
    element,
    /** @param {string[][]} rows */
    set(rows) {
      reconcile(element, rows.map(([name, value]) => ({ name, value })), (r) => r.name, (r) => {
        const value = h('dd', {});
        return {
          element: h('div', {}, h('dt', { text: r.name }), value),
          update: (row) => setText(value, row.value),
        };
      }, views);
    },
  };
}

/** The job's own numbered changes. */
export class EventsView {
  constructor() {
    this.list = h('ol', { class: 'events' });
    this.views = new Map();
    this.element = h('section', { class: 'events-box' }, h('h3', { text: 'Events' }), this.list);
  }

  /** @param {JobStatus} job */
  update(job) {
    reconcile(this.list, job.events ?? [], (e) => `${job.id}/${job.generation}/${e.number}`, (e) => event(e), this.views);
  }
}

/** @param {JobEvent} e */
function event(e) {
  return {
    element: h(
      'li',
      {},
      h('span', { class: 'event-number quiet', text: `${e.number}` }),
      h('time', { class: 'quiet', datetime: e.time, title: fullTime(e.time), text: clock(Date.parse(e.time)) }),
      h('span', {}, h('strong', { text: e.what }), e.detail ? ` ${e.detail}` : ''),
    ),
    update() {},
  };
}
