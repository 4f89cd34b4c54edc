import { CellPainter } from './cell-painter.js';
import { cellAt, cellOfTask, cellRect, layoutCells, moveCell, tasksOfCell } from './cells.js';
import { announce, h, setText } from './dom.js';
import { count } from './format.js';
import { NodeLegend } from './node-legend.js';
import { TASK_STATES } from './tasks.js';
import { lower } from './words.js';

/** @typedef {import('./tasks.js').TaskTable} TaskTable */

const HEIGHT = 300;
const FLASH = 1600;

/** A cell per task, coloured by state or by node; reachable by pointer and keyboard. */
export class TaskMap {
  /**
   * @param {import('./palette.js').Palette} palette
   * @param {(node: string) => number} nodeNumber
   * @param {(task: number) => void} onOpen
   */
  constructor(palette, nodeNumber, onOpen) {
    this.onOpen = onOpen;
    this.canvas = h('canvas', { class: 'map-cells' });
    this.cursor = h('div', { class: 'map-cursor', hidden: true });
    this.note = h('p', { class: 'map-note quiet', text: '\u00a0' });
    this.scaleNote = h('p', { class: 'map-scale quiet', id: 'map-scale', text: '\u00a0' });
    this.field = h(
      'div',
      {
        class: 'map-field',
        tabindex: '0',
        role: 'application',
        'aria-roledescription': 'task map',
        'aria-label': 'Tasks of the job',
        'aria-describedby': 'map-scale',
      },
      this.canvas,
      this.cursor,
    );
    this.switch = this.modeSwitch();
    this.owners = new NodeLegend(nodeNumber);
    this.element = h(
      'div',
      { class: 'map' },
      h('div', { class: 'map-head' }, h('h3', { text: 'Tasks' }), this.switch),
      this.field,
      this.note,
      this.scaleNote,
      this.owners.element,
    );
    this.painter = new CellPainter(this.canvas, palette, nodeNumber);
    this.layout = layoutCells(0, 1, 1);
    this.cell = -1;
    /** @private @type {Map<number, number>} end of the flash per task */
    this.flashes = new Map();
    this.dirtyFrom = Infinity;
    this.dirtyTo = -1;
    this.frame = 0;
    this.width = 0;
    this.listen();
    palette.watch(() => this.all());
    new ResizeObserver(([entry]) => {
      const width = Math.floor(entry.contentRect.width);
      if (width !== this.width) {
        this.width = width;
        this.relayout();
      }
    }).observe(this.field);
  }

  /** @param {TaskTable} table @param {boolean} painted whether a picture shows the nodes' colours too */
  show(table, painted) {
    this.table = table;
    this.painted = painted;
    this.owners.element.hidden = !painted && !this.painter.byNode;
    this.flashes.clear();
    this.moveTo(-1);
    this.relayout();
  }

  /** The number of tasks may have changed. */
  resized() {
    if (this.table && this.table.total !== this.layout.count) {
      this.relayout();
    }
  }

  /** @param {number} first @param {number} last tasks, both inclusive */
  changed(first, last) {
    this.dirtyFrom = Math.min(this.dirtyFrom, cellOfTask(this.layout, first));
    this.dirtyTo = Math.max(this.dirtyTo, cellOfTask(this.layout, last));
    this.schedule();
  }

  /** Shows for a moment that a task was lost. @param {number} task @param {number} now */
  flash(task, now) {
    if (this.flashes.size < 5000) {
      this.flashes.set(task, now + FLASH);
      setTimeout(() => {
        if ((this.flashes.get(task) ?? Infinity) <= Date.now() + 20) {
          this.flashes.delete(task);
          this.changed(task, task);
        }
      }, FLASH);
    }
  }

  /** @param {boolean} byNode */
  setMode(byNode) {
    this.painter.byNode = byNode;
    this.owners.element.hidden = !byNode && !this.painted;
    this.all();
  }

  /** Words for the task under the pointer or cursor; the picture uses them too. @param {number} from @param {number} to */
  describe(from, to) {
    if (to - from === 1) {
      const node = this.table.nodeOf(from);
      const state = this.table.stateOf(from);
      return `Task ${count(from)}: ${lower(state)}${node ? (state === 'RUNNING' ? ` on ${node}` : `, ${node}`) : ''}`;
    }
    const counts = this.table.count(from, to);
    const parts = counts.map((n, i) => (n ? `${n} ${lower(TASK_STATES[i])}` : '')).filter(Boolean);
    return `Tasks ${count(from)} to ${count(to - 1)}: ${parts.join(', ')}`;
  }

  /** @param {string} text */
  say(text) {
    setText(this.note, text || '\u00a0');
  }

  /** @private */
  all() {
    if (this.table && this.layout.cells > 0) {
      this.dirtyFrom = 0;
      this.dirtyTo = this.layout.cells - 1;
      this.schedule();
    }
  }

  /** @private */
  relayout() {
    if (!this.table || this.width === 0) {
      return;
    }
    this.layout = layoutCells(this.table.total, this.width, HEIGHT);
    this.painter.reset(this.layout, this.table);
    const per = this.layout.per;
    setText(
      this.scaleNote,
      this.layout.cells === 0
        ? 'No tasks yet.'
        : per === 1
          ? 'A cell is one task. Click or press Enter to open it.'
          : `A cell stands for ${count(per)} tasks: their colours mixed, and the colour of failure if one of them failed.`,
    );
    this.dirtyFrom = Infinity;
    this.dirtyTo = -1;
    this.moveTo(Math.min(this.cell, this.layout.cells - 1), true);
    this.all();
  }

  /** @private */
  schedule() {
    if (this.frame === 0) {
      this.frame = requestAnimationFrame(() => {
        this.frame = 0;
        const to = Math.min(this.dirtyTo, this.layout.cells - 1);
        if (this.dirtyFrom <= to) {
          this.painter.paint(this.dirtyFrom, to, this.flashes.size > 0 ? (task) => this.flashes.has(task) : null);
        }
        this.dirtyFrom = Infinity;
        this.dirtyTo = -1;
        this.sayCell();
        this.owners.update(this.table.nodes);
      });
    }
  }

  /** @private */
  listen() {
    this.field.addEventListener('pointermove', (event) => this.moveTo(this.cellOf(event)));
    this.field.addEventListener('pointerleave', () => {
      if (document.activeElement !== this.field) {
        this.moveTo(-1);
      }
    });
    this.field.addEventListener('click', (event) => this.open(this.cellOf(event)));
    this.field.addEventListener('focus', () => {
      if (this.cell < 0 && this.layout.cells > 0 && this.field.matches(':focus-visible')) {
        this.moveTo(0);
      }
    });
    this.field.addEventListener('blur', () => this.moveTo(-1));
    this.field.addEventListener('keydown', (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) {
        return;
      }
      if (event.key === 'Enter' || event.key === ' ') {
        event.preventDefault();
        this.open(this.cell);
        return;
      }
      const next = moveCell(this.layout, Math.max(0, this.cell), event.key);
      if (next !== null && this.layout.cells > 0) {
        event.preventDefault();
        this.moveTo(next);
        announce(this.note.textContent);
      }
    });
  }

  /** @private */
  cellOf(event) {
    const box = this.canvas.getBoundingClientRect();
    return cellAt(this.layout, event.clientX - box.left, event.clientY - box.top);
  }

  /** @private @param {number} cell @param {boolean} [force] */
  moveTo(cell, force = false) {
    if (cell === this.cell && !force) {
      return;
    }
    this.cell = cell;
    this.cursor.hidden = cell < 0;
    if (cell >= 0) {
      const { x, y, size } = cellRect(this.layout, cell);
      this.cursor.style.transform = `translate(${x}px, ${y}px)`;
      this.cursor.style.width = `${size}px`;
      this.cursor.style.height = `${size}px`;
    }
    this.sayCell();
  }

  /** @private */
  sayCell() {
    if (this.cell >= 0 && this.table) {
      const { from, to } = tasksOfCell(this.layout, this.cell);
      this.say(this.describe(from, to));
      this.said = true;
    } else if (this.said) {
      this.say('');
      this.said = false;
    }
  }

  /** @private Opens the cell's task; of several the first that failed, else the first. @param {number} cell */
  open(cell) {
    if (cell < 0) {
      return;
    }
    const { from, to } = tasksOfCell(this.layout, cell);
    let task = from;
    for (let i = from; i < to; i++) {
      if (this.table.stateOf(i) === 'FAILED') {
        task = i;
        break;
      }
    }
    this.onOpen(task);
  }

  /** @private */
  modeSwitch() {
    const choice = (value, label, checked) => {
      const input = h('input', { type: 'radio', name: 'map-mode', value });
      input.checked = checked;
      input.addEventListener('change', () => this.setMode(value === 'node'));
      return h('label', {}, input, h('span', { text: label }));
    };
    return h(
      'fieldset',
      { class: 'segments' },
      h('legend', { class: 'hidden', text: 'Colour of the cells' }),
      choice('state', 'By state', true),
      choice('node', 'By node', false),
    );
  }
}
