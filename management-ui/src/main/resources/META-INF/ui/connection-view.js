import { connectionOf } from './connection.js';
import { byId, setAttribute, setText } from './dom.js';
import { clock } from './format.js';

/** @typedef {import('./connection.js').Source} Source */

/** Says whether what is shown is live, and since when not. */
export class ConnectionView {
  constructor() {
    /** @private @type {Map<string, Source>} */
    this.sources = new Map();
    this.box = byId('connection');
    setInterval(() => this.draw(), 1000);
  }

  /** @param {string} name @param {Source} source */
  set(name, source) {
    const before = this.sources.get(name);
    this.sources.set(name, source);
    if (!before || before.failing !== source.failing || before.heard === null) {
      this.draw();
    }
  }

  /** @param {string} [name] all when left out */
  remove(name) {
    if (name === undefined) {
      this.sources.clear();
    } else {
      this.sources.delete(name);
    }
    this.draw();
  }

  /** @private */
  draw() {
    if (document.hidden) {
      return;
    }
    const { state, since } = connectionOf([...this.sources.values()], Date.now());
    this.box.hidden = this.sources.size === 0;
    setAttribute(this.box, 'data-state', state);
    setAttribute(document.body, 'data-connection', state);
    const words = {
      connecting: 'Connecting',
      live: 'Live',
      reconnecting: 'Reconnecting',
      stale: `Stale since ${since === null ? '' : clock(since)}`,
    };
    setText(this.box, words[state]);
    const stale = byId('stale');
    stale.hidden = state !== 'stale';
    if (state === 'stale' && since !== null) {
      setText(stale, `The server has not answered since ${clock(since)}. What stands here is what it said last; the page keeps trying.`);
    }
  }
}
