import { h, reconcile, setText } from './dom.js';
import { letterOf } from './nodebook.js';
import { NODE_COLOURS } from './palette.js';

/** The colours and letters of the nodes that have or had tasks of a job. */
export class NodeLegend {
  /** @param {(node: string) => number} nodeNumber */
  constructor(nodeNumber) {
    this.nodeNumber = nodeNumber;
    this.views = new Map();
    this.element = h('ul', { class: 'node-legend', 'aria-label': 'Colours of the nodes', hidden: true });
  }

  /** @param {string[]} names */
  update(names) {
    if (!this.element.hidden) {
      reconcile(this.element, names, (name) => name, (name) => this.entry(name), this.views);
    }
  }

  /** @private @param {string} name */
  entry(name) {
    const badge = h('span', { class: 'node-badge', 'data-node': String(this.nodeNumber(name) % NODE_COLOURS), 'aria-hidden': 'true' });
    setText(badge, letterOf(this.nodeNumber(name)));
    return { element: h('li', {}, badge, h('span', { text: name })), update() {} };
  }
}
