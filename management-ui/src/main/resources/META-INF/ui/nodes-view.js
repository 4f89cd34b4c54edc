import { byId, h, reconcile, setAttribute, setText } from './dom.js';
import { count, duration, percent, plural } from './format.js';
import { setStateIcon, stateIcon } from './icons.js';
import { letterOf } from './nodebook.js';
import { NODE_COLOURS } from './palette.js';
import { NODE_STATE, title } from './words.js';

/** @typedef {import('./nodebook.js').Entry} Entry */

/** Most lamps a card shows; more slots are told by number alone. */
const MOST_LAMPS = 64;

/** Share of the heap from which the bar warns. A busy CPU is what a grid is for and warns of nothing. */
const HEAP_HIGH = 0.9;

/** Load per core at which its bar is full. */
const LOAD_FULL = 2;

/** A card per node. */
export class NodesView {
  /**
   * @param {import('./nodebook.js').NodeBook} book
   * @param {(job: string) => string|null} typeOfJob for jobs that are known
   * @param {(node: string, verb: 'drain'|'resume') => Promise<void>} command tells a node what to do
   */
  constructor(book, typeOfJob, command) {
    this.command = command;
    this.book = book;
    this.typeOfJob = typeOfJob;
    this.views = new Map();
    this.list = byId('node-list');
  }

  /** @param {Entry[]} entries @param {number} now */
  update(entries, now) {
    setAttribute(byId('nodes'), 'aria-busy', null);
    reconcile(this.list, entries, (e) => e.node.id, () => this.card(), this.views);
    setAttribute(this.list, 'tabindex', entries.length > 12 ? '0' : null); // it scrolls then
    const isGone = (/** @type {Entry} */ e) => e.lostSince !== null || e.node.state === 'OFFLINE';
    const lost = entries.filter(isGone).length;
    const present = entries.length - lost;
    const slots = entries.reduce((n, e) => n + (isGone(e) ? 0 : e.node.slots), 0);
    setText(
      byId('nodes-sum'),
      `${plural(present, 'node')}, ${plural(slots, 'slot')}${lost ? `, ${lost} gone` : ''}`,
    );
    for (const entry of entries) {
      this.views.get(entry.node.id).age(entry, now);
    }
  }

  /** @private */
  card() {
    const badge = h('span', { class: 'node-badge', 'aria-hidden': 'true' });
    const name = h('h3', { class: 'node-name' });
    const icon = stateIcon('ONLINE');
    const state = h('span', {});
    const stateBox = h('span', { class: 'state' }, icon, state);
    const reason = h('p', { class: 'node-reason quiet' });
    const lamps = h('div', { class: 'lamps', role: 'img' });
    const slots = h('span', { class: 'quiet' });
    const meters = { cpu: meter('CPU'), memory: meter('Heap'), load: meter('Load') };
    const done = h('span', {});
    const uptime = h('span', {});
    const runs = h('p', { class: 'node-runs quiet' });
    /** @type {import('./types.js').NodeStatus|null} */
    let shown = null;
    const turn = h('button', { type: 'button', class: 'plain node-turn' });
    turn.addEventListener('click', async () => {
      if (shown) {
        turn.disabled = true;
        await this.command(shown.id, shown.state === 'DRAINING' ? 'resume' : 'drain');
        turn.disabled = false;
      }
    });
    const element = h(
      'li',
      { class: 'card node' },
      h('div', { class: 'node-head' }, badge, name, stateBox),
      reason,
      h('div', { class: 'slots' }, lamps, slots),
      h('div', { class: 'meters' }, meters.cpu.element, meters.memory.element, meters.load.element),
      runs,
      h('p', { class: 'node-foot quiet' }, done, uptime, turn),
    );
    return {
      element,
      update: (/** @type {Entry} */ { node, lostSince }) => {
        shown = node;
        const index = this.book.indexOf(node.name);
        setText(badge, letterOf(index));
        setAttribute(badge, 'data-node', String(index % NODE_COLOURS));
        setText(name, node.name);
        setAttribute(name, 'title', `${node.address}, process ${node.pid}, version ${node.version}`);
        const word = lostSince !== null ? 'LOST' : node.state;
        setAttribute(element, 'data-state', word);
        setAttribute(stateBox, 'data-state', word);
        setStateIcon(icon, word);
        setText(state, title(word));
        const gone = word === 'LOST' || word === 'OFFLINE';
        setLamps(lamps, gone ? 0 : node.busy, node.slots);
        setText(slots, gone ? 'no slot answers' : `${count(node.busy)} of ${plural(node.slots, 'slot')} busy`);
        meters.cpu.set(gone ? -1 : node.cpu, percent(node.cpu));
        meters.memory.set(gone ? -1 : node.memory, percent(node.memory), node.memory > HEAP_HIGH);
        meters.load.set(gone ? -1 : node.load / LOAD_FULL, node.load.toFixed(2));
        setText(runs, gone ? '\u00a0' : this.runsWords(node));
        setText(done, `${plural(node.tasksDone, 'task')} done`);
        const leaving = node.state === 'DRAINING' && node.reason?.startsWith('It is leaving');
        turn.hidden = gone || Boolean(leaving);
        setText(turn, node.state === 'DRAINING' ? 'Resume' : 'Drain');
        setAttribute(turn, 'aria-label', `${turn.textContent} ${node.name}`);
        setAttribute(
          turn,
          'title',
          node.state === 'DRAINING' ? 'Takes work again' : 'Finishes what it runs, takes nothing new, keeps its data',
        );
        setText(uptime, gone ? '' : `up ${duration(node.uptimeMillis)}`);
      },
      age: (/** @type {Entry} */ { node, lostSince }, /** @type {number} */ now) => {
        setText(
          reason,
          lostSince !== null
            ? `Gone for ${Math.round((now - lostSince) / 1000)} s; others take its tasks`
            : (node.reason ?? `${NODE_STATE[node.state] ?? ''} (${node.role}${node.self ? ', answers this page' : ''})`),
        );
        setAttribute(reason, 'title', reason.textContent);
      },
    };
  }

  /** @private @param {import('./types.js').NodeStatus} node */
  runsWords(node) {
    if (!node.running || node.running.length === 0) {
      return 'Runs nothing now';
    }
    /** @type {Map<string, string[]>} */
    const byJob = new Map();
    for (const place of node.running) {
      const cut = place.lastIndexOf('/');
      const job = place.slice(0, cut);
      byJob.set(job, [...(byJob.get(job) ?? []), place.slice(cut + 1)]);
    }
    const words = [...byJob].map(
      ([job, tasks]) => `${this.typeOfJob(job) ?? 'job'} ${tasks.slice(0, 6).join(', ')}${tasks.length > 6 ? ' …' : ''}`,
    );
    return `Runs ${words.join('; ')}`;
  }
}

function setLamps(box, busy, slots) {
  const shown = Math.min(slots, MOST_LAMPS);
  while (box.childElementCount < shown) {
    box.append(h('i', {}));
  }
  while (box.childElementCount > shown) {
    box.lastElementChild.remove();
  }
  setAttribute(box, 'data-many', slots > 16 ? '' : null);
  const lit = slots > MOST_LAMPS ? Math.round((busy * MOST_LAMPS) / slots) : busy;
  [...box.children].forEach((lamp, i) => setAttribute(lamp, 'data-on', i < lit ? '' : null));
  setAttribute(box, 'aria-label', `${busy} of ${slots} slots run a task`);
}

function meter(label) {
  const fill = h('i', {});
  const value = h('span', { class: 'meter-value' });
  const bar = h(
    'div',
    { class: 'bar', role: 'meter', 'aria-label': label, 'aria-valuemin': '0', 'aria-valuemax': '100', 'aria-valuenow': '0' },
    fill,
  );
  return {
    element: h('div', { class: 'meter' }, h('span', { class: 'quiet', text: label }), bar, value),
    /** @param {number} share negative when not known @param {string} text @param {boolean} [high] */
    set(share, text, high = false) {
      const part = Math.max(0, Math.min(1, share));
      fill.style.transform = `scaleX(${part})`;
      setAttribute(bar, 'data-high', high && share >= 0 ? '' : null);
      setAttribute(bar, 'aria-valuenow', String(Math.round(part * 100)));
      const words = share < 0 ? '–' : text;
      setAttribute(bar, 'aria-valuetext', share < 0 ? 'not known' : words);
      setText(value, words);
    },
  };
}
