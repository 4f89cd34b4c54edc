import assert from 'node:assert/strict';
import { test } from 'node:test';
import { requiresWords } from '../../main/resources/META-INF/ui/job-facts.js';
import { degradedWords, retryable } from '../../main/resources/META-INF/ui/job-head.js';
import { payloadText } from '../../main/resources/META-INF/ui/task-dialog.js';

const none = { failed: 0 };

test('what did not wholly succeed can be retried, a step only with its job', () => {
  assert.equal(retryable({ state: 'FAILED', tasks: none }), true);
  assert.equal(retryable({ state: 'CANCELLED', tasks: none }), true);
  assert.equal(retryable({ state: 'SUCCEEDED', degraded: true, tasks: none }), true);
  assert.equal(retryable({ state: 'SUCCEEDED', degraded: false, tasks: none }), false);
  assert.equal(retryable({ state: 'RUNNING', tasks: none }), false);
  assert.equal(retryable({ state: 'FAILED', step: { job: 'j', name: 'a' }, tasks: none }), false);
});

test('a degraded job says what its result leaves out', () => {
  assert.equal(
    degradedWords({ state: 'SUCCEEDED', tasks: { failed: 1 } }),
    'Degraded: 1 task failed, and the result leaves it out. Retry runs what failed again.',
  );
  assert.match(degradedWords({ state: 'SUCCEEDED', tasks: { failed: 2 } }), /2 tasks failed, and the result leaves them out/);
});

test('requirements read as they are given on the command line', () => {
  assert.equal(requiresWords({ labels: { zone: ['a', 'b'] }, resources: { memory: '4GiB' } }), 'zone=a or b, memory 4GiB');
});

test('a payload is shown as JSON, else by size and digest, and not at all where the type hides it', () => {
  assert.equal(payloadText(undefined), '');
  assert.equal(payloadText({}), '');
  assert.equal(payloadText({ json: { x: 1 } }), '{\n "x": 1\n}');
  assert.match(payloadText({ size: 5000, sha256: 'ab' }), /SHA-256 ab$/);
});
