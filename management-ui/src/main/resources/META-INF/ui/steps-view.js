import { h, reconcile, setAttribute, setText } from './dom.js';
import { count, duration, percent } from './format.js';
import { fragmentOf } from './fragment.js';
import { setStateIcon, stateIcon } from './icons.js';
import { title } from './words.js';

/** @typedef {import('./types.js').JobStatus} JobStatus */
/** @typedef {import('./types.js').JobStep} JobStep */

/**
 * The steps of a job, each with a link to the job that carries it; for a job that carries a step a
 * link to the job with the steps; hidden for others.
 */
export class StepsView {
  constructor() {
    this.list = h('ol', { class: 'steps' });
    this.views = new Map();
    this.whole = h('a', {});
    this.part = h('p', {}, 'A step of job ', this.whole);
    this.element = h('section', { class: 'events-box', hidden: true }, h('h3', { text: 'Steps' }), this.part, this.list);
  }

  /** @param {JobStatus} job */
  update(job) {
    const steps = job.steps ?? [];
    this.element.hidden = steps.length === 0 && !job.step;
    this.part.hidden = !job.step;
    setText(this.whole, job.step?.job ?? '');
    setAttribute(this.whole, 'href', job.step ? fragmentOf(job.step.job) : null);
    reconcile(this.list, steps, (step) => `${job.id}/${step.name}`, stepView, this.views);
  }
}

function stepView() {
  const icon = stateIcon('PENDING');
  const name = h('a', {});
  const state = h('span', {});
  const box = h('span', { class: 'state' }, icon, state);
  const facts = h('span', { class: 'quiet' });
  return {
    element: h('li', {}, box, name, facts),
    /** @param {JobStep} step */
    update(step) {
      setAttribute(box, 'data-state', step.state);
      setStateIcon(icon, step.state);
      setText(state, title(step.state));
      setText(name, step.name);
      setAttribute(name, 'href', step.job ? fragmentOf(step.job) : null);
      setText(facts, stepFacts(step));
    },
  };
}

/** What there is to say of a step beside its name and state. @param {JobStep} step @returns {string} */
export function stepFacts(step) {
  const words = [step.type];
  if (step.dependsOn.length > 0) {
    words.push(`after ${step.dependsOn.map((a) => (a.on === 'success' ? a.step : `${a.step} (${a.on})`)).join(', ')}`);
  }
  if (step.tasks.total > 0) {
    words.push(`${percent(step.progress)} of ${count(step.tasks.total)} tasks`);
  }
  if (step.started && step.ended) {
    words.push(duration(Date.parse(step.ended) - Date.parse(step.started)));
  }
  if (step.failure) {
    words.push(step.failure.message);
  }
  return words.join(' \u00b7 ');
}
