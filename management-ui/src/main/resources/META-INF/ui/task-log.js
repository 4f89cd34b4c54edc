import { path } from './http-api.js';
import { h } from './dom.js';

/** @typedef {import('./types.js').TaskStatus} TaskStatus */

const PATIENCE = 8000;

/**
 * What the code of the task's last attempt wrote; nothing when it wrote nothing.
 * @param {import('./http-api.js').Api} api @param {TaskStatus} task
 */
export async function whatItWrote(api, task) {
  if (task.attempts.length === 0 && task.state !== 'RUNNING') {
    return [];
  }
  const answer = await api.call(`/jobs${path(task.job, 'tasks', task.number)}/logs`, { signal: AbortSignal.timeout(PATIENCE) });
  const text = await answer.text();
  return text === '' ? [] : [h('h3', { text: 'Log of the last attempt' }), h('pre', { class: 'message', tabindex: '0', text })];
}
