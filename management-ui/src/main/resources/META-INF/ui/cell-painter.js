import { cellRect, tasksOfCell } from './cells.js';
import { letterOf } from './nodebook.js';
import { css } from './palette.js';
import { RUNNING, TASK_STATES, UNKNOWN } from './tasks.js';

/** @typedef {import('./cells.js').CellLayout} CellLayout */
/** @typedef {import('./palette.js').Palette} Palette */
/** @typedef {import('./palette.js').Rgb} Rgb */
/** @typedef {import('./tasks.js').TaskTable} TaskTable */

const FAILED = 5;
const CANCELLED = 6;
const SKIPPED = 7;

/** Paints the cells of a task map: large cells with a mark each, small ones as plain pixels. */
export class CellPainter {
  /**
   * @param {HTMLCanvasElement} canvas
   * @param {Palette} palette
   * @param {(node: string) => number} nodeNumber
   */
  constructor(canvas, palette, nodeNumber) {
    this.canvas = canvas;
    this.context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    this.palette = palette;
    this.nodeNumber = nodeNumber;
    this.byNode = false;
    /** One pixel a cell, where cells have no gap. @private @type {HTMLCanvasElement|null} */
    this.small = null;
  }

  /** @param {CellLayout} layout @param {TaskTable} table */
  reset(layout, table) {
    this.layout = layout;
    this.table = table;
    this.scale = window.devicePixelRatio || 1;
    this.canvas.width = Math.max(1, Math.round(layout.width * this.scale));
    this.canvas.height = Math.max(1, Math.round(layout.height * this.scale));
    this.canvas.style.width = `${layout.width}px`;
    this.canvas.style.height = `${layout.height}px`;
    this.small = null;
    if (layout.gap === 0) {
      this.small = document.createElement('canvas');
      this.small.width = layout.columns;
      this.small.height = Math.max(1, layout.rows);
    }
  }

  /**
   * Paints the cells [from, to].
   * @param {number} from @param {number} to
   * @param {((task: number) => boolean)|null} flashing null when none does
   */
  paint(from, to, flashing) {
    if (this.layout.cells === 0) {
      return;
    }
    if (this.small) {
      this.paintPixels(this.small, from, to, flashing);
    } else {
      this.context.setTransform(this.scale, 0, 0, this.scale, 0, 0);
      for (let cell = from; cell <= to; cell++) {
        this.paintCell(cell, flashing);
      }
    }
  }

  /** @private */
  paintPixels(small, from, to, flashing) {
    const { columns, cells, size } = this.layout;
    const firstRow = Math.floor(from / columns);
    const rows = Math.floor(to / columns) - firstRow + 1;
    const context = /** @type {CanvasRenderingContext2D} */ (small.getContext('2d'));
    const image = context.createImageData(columns, rows);
    const data = image.data;
    const first = firstRow * columns;
    const end = Math.min(cells, first + rows * columns);
    for (let cell = first, at = 0; cell < end; cell++, at += 4) {
      const [r, g, b] = this.colourOf(cell, flashing);
      data[at] = r;
      data[at + 1] = g;
      data[at + 2] = b;
      data[at + 3] = 255;
    }
    context.putImageData(image, 0, firstRow);
    this.context.setTransform(this.scale, 0, 0, this.scale, 0, 0);
    this.context.imageSmoothingEnabled = false;
    this.context.clearRect(0, 0, this.layout.width, this.layout.height);
    this.context.drawImage(small, 0, 0, columns * size, small.height * size);
  }

  /** @private */
  paintCell(cell, flashing) {
    const { x, y, size } = cellRect(this.layout, cell);
    const context = this.context;
    context.clearRect(x, y, size, size);
    const colour = this.colourOf(cell, flashing);
    context.fillStyle = css(colour);
    context.beginPath();
    context.roundRect(x, y, size, size, size >= 8 ? 2 : 0);
    context.fill();
    if (this.layout.per === 1 && size >= 9) {
      this.mark(cell, x, y, size, inkOn(colour));
    }
  }

  /** @private The shape that says the state without colour, or the node's letter. */
  mark(task, x, y, size, ink) {
    const context = this.context;
    const state = this.table.states[task];
    context.strokeStyle = ink;
    context.fillStyle = ink;
    context.lineWidth = Math.max(1.2, size / 9);
    const name = this.table.nodeOf(task);
    if (this.byNode && state <= 4) {
      if (name !== null && size >= 13) {
        context.font = `600 ${Math.round(size * 0.6)}px system-ui, sans-serif`;
        context.textAlign = 'center';
        context.textBaseline = 'middle';
        context.fillText(letterOf(this.nodeNumber(name)), x + size / 2, y + size / 2 + 0.5);
      }
      return;
    }
    const a = size * 0.3;
    const b = size * 0.7;
    context.beginPath();
    if (state === FAILED) {
      context.moveTo(x + a, y + a);
      context.lineTo(x + b, y + b);
      context.moveTo(x + b, y + a);
      context.lineTo(x + a, y + b);
      context.stroke();
    } else if (state === CANCELLED) {
      context.moveTo(x + a, y + b);
      context.lineTo(x + b, y + a);
      context.stroke();
    } else if (state === SKIPPED) {
      context.moveTo(x + a, y + size / 2);
      context.lineTo(x + b, y + size / 2);
      context.stroke();
    } else if (state === RUNNING) {
      context.moveTo(x + size * 0.36, y + size * 0.26);
      context.lineTo(x + size * 0.74, y + size / 2);
      context.lineTo(x + size * 0.36, y + size * 0.74);
      context.fill();
    }
  }

  /** @private @returns {Rgb} */
  colourOf(cell, flashing) {
    const { from, to } = tasksOfCell(this.layout, cell);
    if (to - from === 1) {
      return flashing?.(from) ? this.palette.lost : this.colourOfTask(from);
    }
    let r = 0;
    let g = 0;
    let b = 0;
    for (let task = from; task < to; task++) {
      if (flashing?.(task)) {
        return this.palette.lost;
      }
      if (this.table.states[task] === FAILED) {
        return this.palette.states[FAILED]; // one failure must not drown among its neighbours
      }
      const colour = this.colourOfTask(task);
      r += colour[0];
      g += colour[1];
      b += colour[2];
    }
    const n = Math.max(1, to - from);
    return [Math.round(r / n), Math.round(g / n), Math.round(b / n)];
  }

  /** @private @returns {Rgb} */
  colourOfTask(task) {
    const state = this.table.states[task];
    if (state === UNKNOWN || state >= TASK_STATES.length) {
      return this.palette.empty;
    }
    if (this.byNode) {
      const name = this.table.nodeOf(task);
      return name === null ? this.palette.states[0] : this.palette.node(this.nodeNumber(name));
    }
    return this.palette.states[state];
  }
}

/** Black or white, whichever is easier to see on a colour. @param {Rgb} rgb */
function inkOn([r, g, b]) {
  return 0.299 * r + 0.587 * g + 0.114 * b > 135 ? '#10151d' : '#ffffff';
}
