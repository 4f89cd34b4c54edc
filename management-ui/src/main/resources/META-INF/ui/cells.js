/**
 * Where the cells of a task map lie. A cell stands for `per` tasks; 1 while they all fit.
 * @typedef {{count: number, per: number, cells: number, columns: number, rows: number,
 *   size: number, gap: number, width: number, height: number}} CellLayout
 */

/** Edges that are tried, largest first. Cells without a gap may have parts of a pixel. */
const SIZES = [...Array.from({ length: 19 }, (_, i) => 22 - i), 3.5, 3, 2.5, 2, 1.75, 1.5, 1.25, 1];

/**
 * Lays tasks out row by row in the largest cells that fit; where not even one pixel a task is
 * there, several tasks share a cell.
 * @param {number} count tasks
 * @param {number} width room in CSS pixels
 * @param {number} maxHeight room in CSS pixels
 * @returns {CellLayout}
 */
export function layoutCells(count, width, maxHeight) {
  const room = Math.max(1, Math.floor(width));
  const height = Math.max(1, Math.floor(maxHeight));
  for (const size of SIZES) {
    const gap = gapOf(size);
    const columns = Math.max(1, Math.floor((room + gap) / (size + gap)));
    const rows = Math.ceil(count / columns);
    if (size <= room && rows * (size + gap) - gap <= height) {
      return layout(count, 1, Math.max(1, Math.min(columns, count || 1)), size, gap);
    }
  }
  const per = Math.ceil(count / (room * height));
  return layout(count, per, room, 1, 0);
}

function gapOf(size) {
  if (size >= 12) {
    return 2;
  }
  return size >= 4 ? 1 : 0;
}

function layout(count, per, columns, size, gap) {
  const cells = Math.ceil(count / per);
  const rows = Math.ceil(cells / columns);
  return {
    count,
    per,
    cells,
    columns,
    rows,
    size,
    gap,
    width: Math.max(0, columns * (size + gap) - gap),
    height: Math.max(0, rows * (size + gap) - gap),
  };
}

/** The cell at a point, or -1. @param {CellLayout} l @param {number} x @param {number} y */
export function cellAt(l, x, y) {
  if (x < 0 || y < 0) {
    return -1;
  }
  const column = Math.floor(x / (l.size + l.gap));
  const row = Math.floor(y / (l.size + l.gap));
  if (column >= l.columns) {
    return -1;
  }
  const cell = row * l.columns + column;
  return cell < l.cells ? cell : -1;
}

/** Where a cell lies. @param {CellLayout} l @param {number} cell */
export function cellRect(l, cell) {
  const step = l.size + l.gap;
  return {
    x: (cell % l.columns) * step,
    y: Math.floor(cell / l.columns) * step,
    size: l.size,
  };
}

/** First task of a cell and the one after its last. @param {CellLayout} l @param {number} cell */
export function tasksOfCell(l, cell) {
  return { from: cell * l.per, to: Math.min(l.count, (cell + 1) * l.per) };
}

/** The cell of a task. @param {CellLayout} l @param {number} task */
export function cellOfTask(l, task) {
  return Math.floor(task / l.per);
}

/**
 * The cell a key leads to, or the same one where there is none further.
 * @param {CellLayout} l @param {number} cell @param {string} key a KeyboardEvent's key
 * @returns {number|null} null for keys that do not move
 */
export function moveCell(l, cell, key) {
  const last = l.cells - 1;
  const page = l.columns * Math.max(1, Math.floor(l.rows / 4));
  const steps = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -l.columns,
    ArrowDown: l.columns,
    PageUp: -page,
    PageDown: page,
  };
  if (key === 'Home') {
    return 0;
  }
  if (key === 'End') {
    return last;
  }
  const step = steps[key];
  if (step === undefined) {
    return null;
  }
  const next = cell + step;
  if (next < 0 || next > last) {
    return Math.abs(step) === page && page > 1 ? Math.max(0, Math.min(last, next)) : cell;
  }
  return next;
}
