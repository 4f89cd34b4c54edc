/** @typedef {import('./types.js').NodeStatus} NodeStatus */
/** @typedef {{node: NodeStatus, lostSince: number|null}} Entry */

/** How long a node that vanished stays on the page. */
export const KEEP_LOST = 30_000;

/** The nodes as the page shows them: those of the last answer, and those that vanished lately. */
export class NodeBook {
  constructor() {
    /** @private @type {Map<string, Entry>} */
    this.entries = new Map();
    /** @private @type {string[]} names in the order in which they first came: their letters */
    this.names = [];
  }

  /**
   * Takes over an answer.
   * @param {NodeStatus[]} nodes @param {number} now milliseconds
   * @returns {Entry[]} by name
   */
  update(nodes, now) {
    const present = new Set(nodes.map((n) => n.id));
    const presentNames = new Set(nodes.map((n) => n.name));
    for (const [id, entry] of this.entries) {
      if (present.has(id)) {
        continue;
      }
      entry.lostSince ??= now;
      // A node of the same name that came back takes the place of the lost one.
      if (now - entry.lostSince >= KEEP_LOST || presentNames.has(entry.node.name)) {
        this.entries.delete(id);
      }
    }
    const sorted = [...nodes].sort((a, b) => byName(a.name, b.name));
    for (const node of sorted) {
      this.entries.set(node.id, { node, lostSince: null });
      this.indexOf(node.name);
    }
    return [...this.entries.values()].sort((a, b) => byName(a.node.name, b.node.name));
  }

  /** A steady number for a name, from 0: its colour and letter. @param {string} name */
  indexOf(name) {
    let index = this.names.indexOf(name);
    if (index < 0) {
      index = this.names.push(name) - 1;
    }
    return index;
  }
}

/** The letter of a node's number: A to Z, then AA and on. @param {number} index */
export function letterOf(index) {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letterOf(Math.floor(index / 26) - 1) + last;
}

function byName(a, b) {
  return a.localeCompare(b, 'en', { numeric: true });
}
