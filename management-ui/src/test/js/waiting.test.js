import assert from 'node:assert/strict';
import test from 'node:test';
import { waits } from '../../main/resources/META-INF/ui/waiting-view.js';

const tasks = { waiting: 0, ready: 3, assigned: 0, running: 0 };

test('a live job of which nothing runs is asked why', () => {
  assert.equal(waits({ state: 'RUNNING', tasks }), true);
  assert.equal(waits({ state: 'PENDING', tasks: { ...tasks, ready: 0 } }), true);
});

test('a job that runs, is about to, or has ended is not', () => {
  assert.equal(waits({ state: 'RUNNING', tasks: { ...tasks, running: 1 } }), false);
  assert.equal(waits({ state: 'RUNNING', tasks: { ...tasks, assigned: 1 } }), false);
  assert.equal(waits({ state: 'CANCELLED', tasks }), false);
});
