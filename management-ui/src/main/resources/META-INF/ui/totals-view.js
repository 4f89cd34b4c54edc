import { RateChart } from './chart.js';
import { byId, h, setAttribute, setText } from './dom.js';
import { compact, count, plural, rate } from './format.js';
import { recoveryWords } from './recovery-words.js';

/** @typedef {import('./types.js').ClusterStatus} ClusterStatus */

/** Totals over the grid: tasks per second with its line, and four numbers. */
export class TotalsView {
  constructor() {
    this.chart = new RateChart();
    this.rate = h('span', { class: 'figure', text: '–' });
    this.done = h('span', { class: 'quiet', text: '\u00a0' });
    this.figures = {
      waiting: figure('Waiting', 'tasks'),
      running: figure('Running', 'tasks'),
      liveJobs: figure('Live jobs', 'not ended'),
      slots: figure('Slots busy', ' '),
    };
    byId('totals').append(
      h(
        'div',
        { class: 'card rate-card' },
        h('div', {}, h('h3', { text: 'Tasks per second' }), this.rate, this.done),
        this.chart.element,
      ),
      h('div', { class: 'figures' }, ...Object.values(this.figures).map((f) => f.element)),
    );
  }

  /** @param {ClusterStatus} cluster @param {number} now */
  update(cluster, now) {
    this.chart.add(now, cluster.tasksPerSecond);
    setText(this.rate, rate(cluster.tasksPerSecond));
    setText(this.done, `${plural(cluster.tasksDone, 'task')} done`);
    this.figures.waiting.set(compact(cluster.waiting));
    this.figures.running.set(compact(cluster.running));
    this.figures.liveJobs.set(count(cluster.liveJobs));
    this.figures.slots.set(count(cluster.busy), `of ${count(cluster.slots)}`);
    setText(byId('cluster-name'), cluster.name ?? '');
    const words = recoveryWords(cluster);
    byId('recovery').hidden = words === '';
    setText(byId('recovery'), words);
    const safety = byId('safety');
    setText(safety, safetyWords(cluster));
    setAttribute(safety, 'data-safe', String(cluster.safe));
  }
}

/** @param {ClusterStatus} c */
function safetyWords(c) {
  if (c.backups === 0) {
    return c.nodes > 1 ? 'No backups are kept' : 'One copy of everything: there is one node';
  }
  const kept = plural(c.backups, 'backup');
  return c.safe ? `${kept} of every record, all in place` : `${kept} of every record, being restored`;
}

function figure(label, unit) {
  const value = h('span', { class: 'figure', text: '–' });
  const below = h('span', { class: 'quiet', text: unit });
  return {
    element: h('div', { class: 'card figure-card' }, h('h3', { text: label }), value, below),
    set(text, unitText) {
      setText(value, text);
      if (unitText !== undefined) {
        setText(below, unitText);
      }
    },
  };
}
