import assert from 'node:assert/strict';
import test from 'node:test';
import { cliFor, curlFor, quote } from '../../main/resources/META-INF/ui/command.js';
import { backOff, connectionOf } from '../../main/resources/META-INF/ui/connection.js';
import { Pace, timeLeft } from '../../main/resources/META-INF/ui/eta.js';
import { ago, bytes, duration, percent, rate } from '../../main/resources/META-INF/ui/format.js';
import { fragmentOf, parseFragment } from '../../main/resources/META-INF/ui/fragment.js';
import { letterOf, NodeBook } from '../../main/resources/META-INF/ui/nodebook.js';
import { niceCeiling, Series } from '../../main/resources/META-INF/ui/series.js';
import { stepFacts } from '../../main/resources/META-INF/ui/steps-view.js';
import { WorkQueue } from '../../main/resources/META-INF/ui/work-queue.js';

test('commands are safe to paste and hold no token', () => {
  assert.equal(quote("it's"), `'it'\\''s'`);
  const request = { type: 'sort', parameters: { key: '$(rm)', numeric: true }, input: { text: 'b\na' }, priority: 8 };
  assert.equal(
    cliFor('http://h:1', request),
    `printf %s 'b\na' | gridmill submit sort --server http://h:1 --token "$GRIDMILL_TOKEN" --param 'key=$(rm)' --param numeric=true --priority 8 --input -`,
  );
  assert.match(curlFor('http://h:1', request), /"Authorization: Bearer \$GRIDMILL_TOKEN"/);
  assert.match(cliFor('http://h:1', { type: 'x', parameters: { a: ['b'] } }), /--params '\{"a":\["b"\]\}'/);
});

test('the connection is as bad as its worst source', () => {
  const now = 100_000;
  const live = { heard: now - 900, failing: false, every: 1000 };
  assert.equal(connectionOf([live], now).state, 'live');
  assert.equal(connectionOf([live, { heard: null, failing: false }], now).state, 'connecting');
  assert.equal(connectionOf([live, { heard: now - 2000, failing: true }], now).state, 'reconnecting');
  assert.deepEqual(connectionOf([live, { heard: now - 9000, failing: true }], now), { state: 'stale', since: now - 9000 });
  assert.equal(connectionOf([{ heard: now - 4000, failing: false, every: 1000 }], now).state, 'reconnecting');
  assert.equal(connectionOf([{ heard: now - 30_000, failing: false }], now).state, 'live');
});

test('back-off grows to ten seconds and is spread', () => {
  assert.equal(backOff(0, 1), 500);
  assert.equal(backOff(3, 0), 2000);
  assert.equal(backOff(99, 1), 10_000);
});

test('a node that vanished stays for half a minute, or until its name is back', () => {
  const book = new NodeBook();
  const node = (id, name) => ({ id, name });
  book.update([node('1', 'node-1'), node('2', 'node-2'), node('10', 'node-10')], 0);
  const lost = book.update([node('1', 'node-1'), node('10', 'node-10')], 1000);
  assert.deepEqual(lost.map((e) => [e.node.name, e.lostSince]), [['node-1', null], ['node-2', 1000], ['node-10', null]]);
  assert.equal(book.update([node('1', 'node-1')], 30_999).length, 3);
  assert.equal(book.update([node('1', 'node-1')], 31_000).length, 2);
  const back = book.update([node('1', 'node-1'), node('11', 'node-10')], 32_000);
  assert.deepEqual(back.map((e) => e.node.id), ['1', '11']);
  assert.equal(book.indexOf('node-10'), 2);
  assert.deepEqual([0, 25, 26, 52].map(letterOf), ['A', 'Z', 'AA', 'BA']);
});

test('time left is a range, and unknown while tasks are still being found', () => {
  const job = (over) => ({
    state: 'RUNNING', splitDone: true, statistics: { tasksPerSecond: 10 },
    tasks: { total: 100, succeeded: 50, failed: 0, cancelled: 0, skipped: 0 }, ...over,
  });
  assert.deepEqual(timeLeft(job(), 25), { low: 2000, high: 5000 });
  assert.equal(timeLeft(job({ splitDone: false }), 25), null);
  assert.equal(timeLeft(job({ state: 'AGGREGATING' }), 25), null);
  const pace = new Pace();
  pace.mark(0, 0);
  pace.mark(30, 3000);
  assert.equal(pace.recent(), 10);
});

test('a series keeps its span and draws within its box', () => {
  const series = new Series(1000);
  for (let t = 0; t <= 5000; t += 100) {
    series.add(t, t / 1000);
  }
  assert.ok(series.points.length <= 13);
  assert.equal(series.peak(), 5);
  assert.match(series.path({ width: 100, height: 50 }, 5000, 5).line, /^M.*L100 0$/);
  assert.deepEqual([0, 1, 1.1, 4, 50, 51, 999].map(niceCeiling), [1, 1, 2, 5, 50, 100, 1000]);
});

test('numbers and times read well', () => {
  const plain = (text) => text.replaceAll('\u202f', ' ');
  assert.deepEqual([0, 0.5, 12, 999, 59_940, 60_000, 3_720_000].map((ms) => plain(duration(ms))),
    ['0 ms', '0.50 ms', '12 ms', '999 ms', '59 s', '1 min', '1 h 2 min']);
  assert.deepEqual([0, 0.999, 1].map((s) => plain(percent(s))), ['0 %', '99 %', '100 %']);
  assert.deepEqual([512, 2048, 5 * 1024 ** 3].map((n) => plain(bytes(n))), ['512 bytes', '2.0 KiB', '5.0 GiB']);
  assert.deepEqual([0, 3.14, 12345, 2_500_000].map((n) => plain(rate(n))), ['0', '3.1', '12,345', '2.50 M']);
  assert.deepEqual([100, 65_000].map((n) => plain(ago(n))), ['just now', '1 min ago']);
});

test('the address holds a job, and a token only on the way in', () => {
  assert.deepEqual(parseFragment('#token=t&job=j%2F1'), { token: 't', job: 'j/1' });
  assert.equal(fragmentOf('j/1'), '#job=j%2F1');
  assert.deepEqual(parseFragment(''), { token: null, job: null });
});

test('a queue works on so many at once and can drop the rest', async () => {
  let active = 0;
  let most = 0;
  const done = [];
  const queue = new WorkQueue(3, async (item) => {
    most = Math.max(most, ++active);
    await new Promise((resolve) => setImmediate(resolve));
    active--;
    done.push(item);
  });
  for (let i = 0; i < 10; i++) {
    queue.add(i);
  }
  while (queue.size > 0) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  assert.equal(most, 3);
  assert.deepEqual(done, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  for (let i = 0; i < 10; i++) {
    queue.add(i);
  }
  queue.clear();
  assert.equal(queue.size, 3);
});

test('a step says what it waits for, how far it is and what went wrong', () => {
  const step = { name: 'b', type: 'sort', state: 'RUNNING', progress: 0.5, tasks: { total: 8 }, dependsOn: [{ step: 'a', on: 'success' }, { step: 'c', on: 'always' }] };
  assert.match(stepFacts(step), /^sort \u00b7 after a, c \(always\) \u00b7 50\s%\sof 8 tasks$/u);
  assert.match(stepFacts({ ...step, dependsOn: [], failure: { code: 'x', message: 'It broke' } }), /It broke$/);
});
