import { h } from './dom.js';
import { TASK_STATES } from './tasks.js';

/** How many colours nodes share; their letters tell them apart beyond that. */
export const NODE_COLOURS = 8;

/** @typedef {[number, number, number]} Rgb */

/** The colours of style.css as numbers, for canvases; follows the change of light and dark. */
export class Palette {
  constructor() {
    /** @private */
    this.probe = h('span', { class: 'probe', 'aria-hidden': 'true' });
    document.body.append(this.probe);
    /** @private @type {Set<() => void>} */
    this.listeners = new Set();
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
      this.read();
      this.listeners.forEach((listener) => listener());
    });
    this.read();
  }

  /** @param {() => void} listener told after the colours changed */
  watch(listener) {
    this.listeners.add(listener);
  }

  /** Colour of a node's number. @param {number} index @returns {Rgb} */
  node(index) {
    return this.nodes[index % NODE_COLOURS];
  }

  /** @private */
  read() {
    /** Colour per state code. @type {Rgb[]} */
    this.states = TASK_STATES.map((state) => this.colour(`--${state.toLowerCase()}`));
    /** Colour per node. @type {Rgb[]} */
    this.nodes = Array.from({ length: NODE_COLOURS }, (_, i) => this.colour(`--node-${i}`));
    this.empty = this.colour('--cell-empty');
    this.lost = this.colour('--lost');
    this.mark = this.colour('--cell-mark');
    this.focus = this.colour('--focus');
  }

  /** @private @param {string} name @returns {Rgb} */
  colour(name) {
    this.probe.style.backgroundColor = `var(${name})`;
    const numbers = getComputedStyle(this.probe).backgroundColor.match(/[\d.]+/g) ?? [];
    const [r = 0, g = 0, b = 0] = numbers.map(Number);
    return [r, g, b];
  }
}

/** @param {Rgb} rgb @param {number} [alpha] */
export function css([r, g, b], alpha = 1) {
  return `rgb(${r} ${g} ${b} / ${alpha})`;
}
