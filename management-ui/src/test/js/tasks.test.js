import assert from 'node:assert/strict';
import test from 'node:test';
import { TASK_STATES, TaskTable } from '../../main/resources/META-INF/ui/tasks.js';

function watched() {
  const seen = [];
  return {
    seen,
    observer: {
      succeeded: (task) => seen.push(`succeeded ${task}`),
      running: (task, runs) => seen.push(`${runs ? 'runs' : 'stops'} ${task}`),
      returned: (task) => seen.push(`returned ${task}`),
    },
  };
}

const block = (first, states, owners = '-'.repeat(states.length)) => ({ first, states, nodes: ['n1', 'n2'], owners });

test('blocks fill the table, and only changes are told', () => {
  const table = new TaskTable();
  table.resize(8);
  assert.deepEqual(table.apply([block(4, '3413', 'AB-A')]), [{ first: 4, last: 7 }]);
  assert.deepEqual(table.apply([block(4, '3413', 'AB-A')]), []);
  assert.deepEqual(table.apply([block(4, '3443', 'ABBA')]), [{ first: 6, last: 6 }]);
  assert.equal(table.stateOf(6), 'SUCCEEDED');
  assert.equal(table.nodeOf(6), 'n2');
  assert.equal(table.nodeOf(0), null);
});

test('blocks beyond what was known make the table grow and keep what it holds', () => {
  const table = new TaskTable();
  table.apply([block(0, '44')]);
  table.apply([block(5000, '33')]);
  assert.equal(table.total, 5002);
  assert.equal(table.stateOf(1), 'SUCCEEDED');
  assert.equal(table.stateOf(2500), 'WAITING');
  assert.deepEqual(table.count(0, 2), [0, 0, 0, 0, 2, 0, 0, 0]);
});

test('names may stand at other places in each block', () => {
  const table = new TaskTable();
  table.apply([{ first: 0, states: '3', nodes: ['n1'], owners: 'A' }]);
  table.apply([{ first: 1, states: '33', nodes: ['n2', 'n1'], owners: 'AB' }]);
  assert.deepEqual([0, 1, 2].map((t) => table.nodeOf(t)), ['n1', 'n2', 'n1']);
});

test('a task that ends well is told once', () => {
  const table = new TaskTable();
  const { seen, observer } = watched();
  table.apply([block(0, '3', 'A')], observer);
  table.apply([block(0, '4', 'A')], observer);
  table.apply([block(0, '4', 'A')], observer);
  assert.deepEqual(seen, ['runs 0', 'succeeded 0', 'stops 0']);
});

test('a running task that comes back to the queue or to another node was lost', () => {
  const table = new TaskTable();
  const { seen, observer } = watched();
  table.apply([block(0, '33322', 'AAAAA')]);
  table.apply([block(0, '13012', '-B--B')], observer);
  assert.deepEqual(seen.filter((s) => s.startsWith('returned')), ['returned 0', 'returned 1']);
});

test('after clear nothing is known', () => {
  const table = new TaskTable();
  table.apply([block(0, '44', 'AB')]);
  table.clear();
  table.resize(2);
  assert.equal(table.stateOf(0), 'WAITING');
  assert.equal(table.nodeOf(1), null);
});

test('the states are those of the stream, in its order', () => {
  assert.deepEqual(TASK_STATES, ['WAITING', 'READY', 'ASSIGNED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED', 'SKIPPED']);
});
