import { ApiProblem, path } from './http-api.js';
import { confirmEffect } from './dialog.js';
import { announce, byId, h } from './dom.js';
import { saveAs } from './download.js';
import { endedTasks, Pace } from './eta.js';
import { plural, shortId } from './format.js';
import { CountsView, EventsView, FactsView } from './job-facts.js';
import { JobHead } from './job-head.js';
import { JobStream } from './job-stream.js';
import { PictureView } from './picture-view.js';
import { ResultView } from './result-view.js';
import { StepsView } from './steps-view.js';
import { openTask } from './task-dialog.js';
import { TaskMap } from './task-map.js';
import { TaskTable } from './tasks.js';
import { WaitingView } from './waiting-view.js';
import { hasEnded, lower } from './words.js';

/** @typedef {import('./types.js').JobStatus} JobStatus */

/** The selected job, live. */
export class JobView {
  /**
   * @param {import('./http-api.js').Api} api
   * @param {import('./palette.js').Palette} palette
   * @param {{nodeNumber: (node: string) => number, again: (job: JobStatus) => void,
   *   source: (source: import('./connection.js').Source|null) => void, changed: () => void}} hooks
   */
  constructor(api, palette, hooks) {
    this.api = api;
    this.hooks = hooks;
    this.pane = byId('job-pane');
    /** @type {string|null} */
    this.id = null;
    /** @type {JobStatus|null} */
    this.job = null;
    const open = (task) => this.id && openTask(api, this.id, task);
    this.openTask = open;
    this.head = new JobHead({
      cancel: () => this.cancel(),
      retry: () => this.retry(),
      download: () => this.download(),
      again: () => this.job && hooks.again(this.job),
    });
    this.waiting = new WaitingView(api);
    this.map = new TaskMap(palette, hooks.nodeNumber, open);
    this.picture = new PictureView(api, palette, {
      nodeNumber: hooks.nodeNumber,
      open,
      hover: (tile) => {
        const known = tile >= 0 && this.table && tile < this.table.total;
        this.map.say(known ? this.map.describe(tile, tile + 1) : '');
      },
    });
    this.counts = new CountsView();
    this.facts = new FactsView();
    this.events = new EventsView();
    this.steps = new StepsView();
    this.result = new ResultView(api);
    this.stage = h('div', { class: 'stage' }, this.picture.element, h('div', { class: 'map-side' }, this.map.element, this.counts.element));
    this.body = h('article', { class: 'card job', hidden: true }, this.head.element, this.waiting.element, this.stage, this.steps.element, this.result.element, this.facts.element, this.events.element);
    this.empty = h('div', { class: 'card empty big', text: 'No job selected. Choose one from the list, or start one.' });
    this.pane.append(this.empty, this.body);
  }

  /** Shows a job and follows it; null for none. @param {string|null} id */
  select(id) {
    if (id === this.id) {
      return;
    }
    this.close();
    this.id = id;
    this.say(id === null ? 'No job selected. Choose one from the list, or start one.' : 'Asking the grid …');
    if (id !== null) {
      this.follow();
    }
  }

  /** What the list says of the selected job: follows it again after a retry. @param {JobStatus[]} jobs */
  heard(jobs) {
    const listed = jobs.find((j) => j.id === this.id);
    if (listed && this.job && this.stream?.ended && listed.generation > this.job.generation) {
      this.close();
      this.id = listed.id;
      this.follow();
    }
  }

  /** Moves the focus to the task map. */
  focusMap() {
    this.map.field.focus();
  }

  /** Ends the stream and all fetches. */
  close() {
    this.stream?.close();
    this.stream = undefined;
    this.hooks.source(null);
    this.picture.close();
    this.result.clear();
    this.waiting.clear();
    this.job = null;
    this.id = null;
  }

  /** @private */
  follow() {
    this.table = new TaskTable();
    this.pace = new Pace();
    this.stream = new JobStream(this.api, /** @type {string} */ (this.id), {
      event: (name, data) => this.event(name, data),
      source: (source) => this.hooks.source(this.stream?.ended ? null : source),
      gone: () => this.say('There is no job of this id; it may have been deleted, or its time to live is over.'),
    });
  }

  /** @private @param {string} name @param {any} data */
  event(name, data) {
    switch (name) {
      case 'reset':
        this.reset(data.job);
        break;
      case 'progress':
        this.update(data.job);
        break;
      case 'tasks':
        this.tasks(data.blocks);
        break;
      case 'end':
        this.update(data.job);
        this.hooks.source(null);
        announce(`Job ${data.job.type} ${lower(data.job.state)}`);
        this.hooks.changed();
        break;
      default: // an event of a later version
    }
  }

  /** @private @param {JobStatus} job */
  reset(job) {
    const again = this.job && this.job.generation === job.generation;
    this.body.hidden = false;
    this.empty.hidden = true;
    if (!again) {
      this.table.clear();
      this.head.say('');
      this.result.clear();
      this.picture.show(job, this.table);
      this.body.classList.toggle('with-picture', Boolean(job.picture));
      this.map.show(this.table, Boolean(job.picture));
    }
    this.job = null;
    this.update(job);
  }

  /** @private @param {JobStatus} job */
  update(job) {
    const before = this.job;
    this.job = job;
    // The tasks of a job made of steps are shown where each step is.
    this.table.resize(Math.max(this.table.total, job.steps ? 0 : job.tasks.total));
    this.map.element.hidden = Boolean(job.steps);
    this.map.resized();
    this.pace.mark(endedTasks(job), Date.now());
    this.head.update(job, this.pace.recent(), this.openTask);
    this.waiting.update(job);
    this.counts.update(job);
    this.facts.update(job);
    this.events.update(job);
    this.steps.update(job);
    this.result.update(job);
    if (job.state === 'SUCCEEDED') {
      this.picture.finished(job);
    }
    if (!before || before.state !== job.state) {
      document.title = `${job.type} ${lower(job.state)} · Gridmill`;
    }
  }

  /** @private */
  tasks(blocks) {
    const now = Date.now();
    const painted = Boolean(this.job?.picture);
    const changed = this.table.apply(blocks, {
      succeeded: painted ? (task) => this.picture.succeeded(task) : undefined,
      running: painted ? (task, runs) => this.picture.runs(task, runs) : undefined,
      returned: (task) => {
        this.map.flash(task, now);
        this.picture.flash(task, now);
      },
    });
    this.map.resized();
    for (const { first, last } of changed) {
      this.map.changed(first, last);
    }
  }

  /** @private */
  async cancel() {
    const job = this.job;
    if (!job || hasEnded(job.state)) {
      return;
    }
    const t = job.tasks;
    const running = t.running + t.assigned;
    const waiting = t.waiting + t.ready;
    const sure = await confirmEffect({
      title: `Cancel ${job.type} ${shortId(job.id)}?`,
      effect:
        `${plural(running, 'running task')} will be told to stop and ${plural(waiting, 'waiting task')} will never start. ` +
        'The job ends without a result; Retry runs what did not succeed again.',
      yes: 'Cancel the job',
      no: 'Let it run',
    });
    if (!sure) {
      return;
    }
    try {
      await this.api.post(`/jobs/${encodeURIComponent(job.id)}:cancel`);
      this.head.say('');
      this.hooks.changed();
    } catch (problem) {
      this.head.say(`Not cancelled: ${problem instanceof ApiProblem ? problem.message : problem}`);
    }
  }

  /** @private Runs again what did not succeed. */
  async retry() {
    const job = this.job;
    if (!job) {
      return;
    }
    try {
      await this.api.post(`/jobs/${encodeURIComponent(job.id)}:retry`);
      this.head.say('');
      this.hooks.changed();
    } catch (problem) {
      this.head.say(`Not retried: ${problem instanceof ApiProblem ? problem.message : problem}`);
    }
  }

  /** @private */
  async download() {
    const job = this.job;
    if (job) {
      this.head.say(await saveAs(this.api, `/jobs${path(job.id)}/result`, `${job.type}-${job.id}`));
    }
  }

  /** @private @param {string} words in place of a job */
  say(words) {
    this.body.hidden = true;
    this.empty.hidden = false;
    this.empty.textContent = words;
    document.title = 'Gridmill';
  }
}
