import { ApiProblem, path } from './http-api.js';
import { openDialog } from './dialog.js';
import { h } from './dom.js';
import { saveAs } from './download.js';
import { bytes, clock, count, duration } from './format.js';
import { stateIcon } from './icons.js';
import { whatItWrote } from './task-log.js';
import { reasonItems } from './waiting-view.js';
import { OUTCOME, TASK_STATE, title } from './words.js';

/** @typedef {import('./types.js').TaskStatus} TaskStatus */
/** @typedef {import('./types.js').Attempt} Attempt */

/**
 * Shows one task with every attempt.
 * @param {import('./http-api.js').Api} api @param {string} job @param {number} number
 */
export async function openTask(api, job, number) {
  const body = h('div', { class: 'task', 'aria-busy': 'true' }, h('p', { class: 'quiet', text: 'Asking the grid …' }));
  openDialog({ title: `Task ${count(number)}` }, body);
  try {
    /** @type {TaskStatus} */
    const task = await api.get(`/jobs${path(job, 'tasks', number)}`);
    body.replaceChildren(...detail(api, task), ...(await whyItWaits(api, task)), ...(await whatItWrote(api, task)));
  } catch (problem) {
    const words = problem instanceof ApiProblem ? problem.message : String(problem);
    body.replaceChildren(h('p', { class: 'notice', 'data-kind': 'bad', text: words }));
  }
  body.removeAttribute('aria-busy');
}

/** @param {import('./http-api.js').Api} api @param {TaskStatus} task */
function detail(api, task) {
  const parts = [
    h(
      'p',
      {},
      h('span', { class: 'state', 'data-state': task.state }, stateIcon(task.state), h('span', { text: title(task.state) })),
      h('span', { class: 'quiet', text: ` ${TASK_STATE[task.state] ?? ''}${task.node ? `, ${task.node}` : ''}` }),
    ),
  ];
  if (task.attempts.length === 0) {
    parts.push(h('p', { class: 'empty', text: 'No attempt yet: no node has claimed this task.' }));
  } else {
    parts.push(h('h3', { text: 'Attempts' }), h('ol', { class: 'attempts' }, ...task.attempts.map(attempt)));
  }
  const payload = payloadText(task.payload);
  if (payload) {
    parts.push(h('h3', { text: 'Works on' }), h('pre', { class: 'message', tabindex: '0', text: payload }));
  }
  if (task.resultSize !== undefined) {
    const button = h('button', { type: 'button', text: `Download result (${bytes(task.resultSize)})` });
    const wrong = h('p', { class: 'field-error', role: 'alert' });
    button.addEventListener('click', async () => {
      wrong.textContent = await saveAs(api, `/jobs${path(task.job, 'tasks', task.number)}/result`, `${task.job}-task-${task.number}`);
    });
    parts.push(h('div', { class: 'buttons' }, button), wrong);
  }
  return parts;
}

/** What a task works on, in words; empty where nothing of it is shown. */
export function payloadText(payload) {
  if (!payload) {
    return '';
  }
  if (payload.json !== undefined) {
    return JSON.stringify(payload.json, null, 1);
  }
  return payload.size === undefined ? '' : `${bytes(payload.size)}, SHA-256 ${payload.sha256}`;
}

/** @param {import('./http-api.js').Api} api @param {TaskStatus} task */
async function whyItWaits(api, task) {
  if (!['WAITING', 'READY', 'ASSIGNED'].includes(task.state)) {
    return [];
  }
  const { reasons } = await api.get(`/jobs${path(task.job, 'tasks', task.number)}/explain`);
  return reasons.length === 0 ? [] : [h('h3', { text: 'Why it waits' }), h('ul', { class: 'reasons' }, ...reasonItems(reasons))];
}

/** @param {Attempt} a */
function attempt(a) {
  const outcome = a.outcome ?? 'RUNNING';
  const times = [
    a.start ? `started ${clock(new Date(a.start))}` : 'not started',
    a.start && a.end ? `took ${duration(Date.parse(a.end) - Date.parse(a.start))}` : '',
    a.runMillis !== undefined ? `code ran ${duration(a.runMillis)}` : '',
  ].filter(Boolean);
  return h(
    'li',
    { 'data-state': outcome },
    h(
      'p',
      { class: 'attempt-line' },
      h('strong', { text: `${a.number}` }),
      h('span', { class: 'state', 'data-state': outcome }, stateIcon(outcome), h('span', { text: title(outcome) })),
      h('span', { text: a.node }),
    ),
    h('p', { class: 'quiet', text: [OUTCOME[a.outcome ?? ''] ?? 'runs now', ...times].join(' · ') }),
    a.message || a.code
      ? h('pre', { class: 'message', tabindex: '0', text: [a.code, a.message].filter(Boolean).join(': ') })
      : null,
  );
}
