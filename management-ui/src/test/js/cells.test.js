import assert from 'node:assert/strict';
import test from 'node:test';
import { cellAt, cellOfTask, cellRect, layoutCells, moveCell, tasksOfCell } from '../../main/resources/META-INF/ui/cells.js';

test('every number of tasks fits into its room', () => {
  for (const width of [1, 37, 340, 950, 1400]) {
    for (const count of [0, 1, 2, 7, 100, 1024, 9999, 100_000, 1_000_000, 20_000_000]) {
      const l = layoutCells(count, width, 300);
      assert.ok(l.width <= width, `width for ${count} in ${width}`);
      assert.ok(l.height <= 300, `height for ${count} in ${width}: ${l.height}`);
      assert.ok(l.cells * l.per >= count);
      assert.ok(l.columns * l.rows >= l.cells);
    }
  }
});

test('cells shrink before they are shared', () => {
  assert.equal(layoutCells(1, 950, 300).size, 22);
  assert.equal(layoutCells(100_000, 950, 300).per, 1);
  assert.equal(layoutCells(285_000, 950, 300).per, 1);
  assert.equal(layoutCells(1_000_000, 950, 300).per, 4);
});

test('the cells together hold each task once', () => {
  const l = layoutCells(1_000_003, 333, 300);
  let next = 0;
  for (let cell = 0; cell < l.cells; cell++) {
    const { from, to } = tasksOfCell(l, cell);
    assert.equal(from, next);
    assert.ok(to > from);
    next = to;
  }
  assert.equal(next, 1_000_003);
  assert.equal(cellOfTask(l, 1_000_002), l.cells - 1);
});

test('the cell at the middle of a cell is that cell', () => {
  for (const count of [1, 50, 3000, 100_000]) {
    const l = layoutCells(count, 700, 300);
    for (const cell of [0, 1, l.columns, l.cells - 1].filter((c) => c < l.cells)) {
      const { x, y, size } = cellRect(l, cell);
      assert.equal(cellAt(l, x + size / 2, y + size / 2), cell);
    }
  }
});

test('outside of the cells there is none', () => {
  const l = layoutCells(5, 700, 300);
  assert.equal(cellAt(l, -1, 3), -1);
  assert.equal(cellAt(l, 699, 3), -1);
  assert.equal(cellAt(l, 3, 299), -1);
  assert.equal(cellAt(layoutCells(0, 700, 300), 0, 0), -1);
});

test('keys move within the cells only', () => {
  const l = layoutCells(100, 240, 300); // ten columns
  assert.equal(l.columns, 10);
  assert.equal(moveCell(l, 0, 'ArrowLeft'), 0);
  assert.equal(moveCell(l, 0, 'ArrowRight'), 1);
  assert.equal(moveCell(l, 5, 'ArrowDown'), 15);
  assert.equal(moveCell(l, 5, 'ArrowUp'), 5);
  assert.equal(moveCell(l, 5, 'End'), 99);
  assert.equal(moveCell(l, 95, 'PageDown'), 99);
  assert.equal(moveCell(l, 5, 'x'), null);
});
