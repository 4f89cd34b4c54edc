/** @typedef {import('./types.js').BlockStates} BlockStates */
/** @typedef {import('./types.js').TaskState} TaskState */

/** Task states by ordinal: the digits of the stream. @type {TaskState[]} */
export const TASK_STATES = [
  'WAITING', 'READY', 'ASSIGNED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED', 'SKIPPED',
];

/** The code of a task of which nothing was heard yet. */
export const UNKNOWN = 255;

const READY = 1;
const ASSIGNED = 2;
export const RUNNING = 3;
export const SUCCEEDED = 4;

/** A bound that keeps a bad number from taking all memory of the tab. */
const MOST_TASKS = 50_000_000;

/**
 * What `apply` tells about single tasks: it ended well; it began or stopped running; its node lost
 * it or handed it back.
 * @typedef {{succeeded?: (task: number) => void, running?: (task: number, runs: boolean) => void,
 *   returned?: (task: number) => void}} TaskObserver
 */

/** State and owner of every task of one job, two bytes and one byte a task. */
export class TaskTable {
  constructor() {
    this.total = 0;
    this.states = new Uint8Array(0);
    /** 0 for none, else 1 + index into `nodes`. */
    this.owners = new Uint16Array(0);
    /** @type {string[]} names in the order in which they were first seen */
    this.nodes = [];
    /** @private @type {Map<string, number>} */
    this.nodeIndex = new Map();
  }

  /** Sets how many tasks there are; known states stay. @param {number} total */
  resize(total) {
    const wanted = Math.min(total, MOST_TASKS);
    if (wanted > this.states.length) {
      const room = Math.max(wanted, Math.min(MOST_TASKS, this.states.length * 2));
      const states = new Uint8Array(room).fill(UNKNOWN);
      states.set(this.states);
      const owners = new Uint16Array(room);
      owners.set(this.owners);
      this.states = states;
      this.owners = owners;
    }
    this.total = wanted;
  }

  /** Forgets every task. */
  clear() {
    this.total = 0;
    this.states.fill(UNKNOWN);
    this.owners.fill(0);
  }

  /**
   * Takes over the states of some blocks.
   * @param {BlockStates[]} blocks
   * @param {TaskObserver} [observer]
   * @returns {{first: number, last: number}[]} the ranges that changed, both ends inclusive
   */
  apply(blocks, observer = {}) {
    const changed = [];
    for (const block of blocks) {
      const end = block.first + block.states.length;
      if (end > this.total) {
        this.resize(end);
      }
      const range = this.applyBlock(block, observer);
      if (range) {
        changed.push(range);
      }
    }
    return changed;
  }

  /** @private @param {BlockStates} block @param {TaskObserver} observer */
  applyBlock(block, observer) {
    const owners = (block.nodes ?? []).map((name) => this.indexOf(name) + 1);
    let first = -1;
    let last = -1;
    const length = Math.min(block.states.length, this.total - block.first);
    for (let i = 0; i < length; i++) {
      const task = block.first + i;
      const state = block.states.charCodeAt(i) - 48;
      const letter = block.owners ? block.owners.charCodeAt(i) - 65 : -1;
      const owner = owners[letter] ?? 0;
      const oldState = this.states[task];
      const oldOwner = this.owners[task];
      if (state === oldState && owner === oldOwner) {
        continue;
      }
      this.states[task] = state;
      this.owners[task] = owner;
      first = first < 0 ? task : first;
      last = task;
      if (state === SUCCEEDED && oldState !== SUCCEEDED) {
        observer.succeeded?.(task);
      }
      if ((state === RUNNING) !== (oldState === RUNNING)) {
        observer.running?.(task, state === RUNNING);
      }
      if (wasReturned(oldState, oldOwner, state, owner)) {
        observer.returned?.(task);
      }
    }
    return first < 0 ? null : { first, last };
  }

  /** Number of tasks per state code in [from, to). @param {number} from @param {number} to */
  count(from, to) {
    const counts = new Array(TASK_STATES.length).fill(0);
    const end = Math.min(to, this.total);
    for (let task = from; task < end; task++) {
      const state = this.states[task];
      counts[state === UNKNOWN ? 0 : state]++;
    }
    return counts;
  }

  /** Name of the node that has or had a task. @param {number} task @returns {string|null} */
  nodeOf(task) {
    const owner = this.owners[task];
    return owner ? this.nodes[owner - 1] : null;
  }

  /** Word of a task's state. @param {number} task @returns {TaskState} */
  stateOf(task) {
    return TASK_STATES[this.states[task]] ?? 'WAITING';
  }

  /** @private @param {string} name */
  indexOf(name) {
    let index = this.nodeIndex.get(name);
    if (index === undefined) {
      index = this.nodes.length;
      this.nodes.push(name);
      this.nodeIndex.set(name, index);
    }
    return index;
  }
}

/**
 * Whether a running task left its node without an end: back to the queue, or on to another node.
 * A failed attempt's wait for the next one (WAITING) is not a loss, nor is a task that another node
 * took over before it started.
 */
function wasReturned(oldState, oldOwner, state, owner) {
  if (oldState !== RUNNING) {
    return false;
  }
  const elsewhere = oldOwner !== 0 && owner !== 0 && owner !== oldOwner;
  return state === READY || ((state === ASSIGNED || state === RUNNING) && elsewhere);
}
