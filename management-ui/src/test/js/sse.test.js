import assert from 'node:assert/strict';
import test from 'node:test';
import { SseParser } from '../../main/resources/META-INF/ui/sse.js';

function parse(...pieces) {
  const events = [];
  const parser = new SseParser((event) => events.push(event));
  pieces.forEach((piece) => parser.push(piece));
  return { events, parser };
}

test('an event has a name, data and an id', () => {
  const { events, parser } = parse('id: 7\nevent: tasks\ndata: {"a":1}\n\n');
  assert.deepEqual(events, [{ event: 'tasks', data: '{"a":1}', id: '7' }]);
  assert.equal(parser.lastId, '7');
});

test('however the text is cut, the events are the same', () => {
  const text = '\ufeffid: 1\r\nevent: progress\r\ndata: one\r\ndata: two\r\n\r\n: beat\n\ndata:x\n\n\rdata: y\r\r';
  const whole = parse(text).events;
  assert.deepEqual(whole.map((e) => e.data), ['one\ntwo', 'x', 'y']);
  for (let cut = 1; cut < text.length; cut++) {
    const { events } = parse(text.slice(0, cut), text.slice(cut));
    assert.deepEqual(events, whole, `cut at ${cut}`);
  }
  assert.deepEqual(parse(...text).events, whole);
});

test('comments and events without data are no events, but an id counts', () => {
  const { events, parser } = parse(': heartbeat\n\nid: 9\n\n');
  assert.deepEqual(events, []);
  assert.equal(parser.lastId, '9');
});

test('an event cut off by a break is dropped, and its id with it', () => {
  const { events, parser } = parse('id: 1\ndata: a\n\nid: 2\ndata: b\n');
  parser.restart();
  parser.push('data: c\n\n');
  assert.deepEqual(events.map((e) => e.data), ['a', 'c']);
  assert.equal(parser.lastId, '1');
});

test('the server may ask for a wait before the next connection', () => {
  assert.equal(parse('retry: 3000\n\n').parser.retry, 3000);
  assert.equal(parse('retry: soon\n\n').parser.retry, 0);
});
