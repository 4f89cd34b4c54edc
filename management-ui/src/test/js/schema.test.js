import assert from 'node:assert/strict';
import test from 'node:test';
import { fieldOfPointer, fieldsOf, hint, readFields, shown } from '../../main/resources/META-INF/ui/schema.js';

const schema = {
  required: ['groupBy'],
  properties: {
    width: { type: 'integer', default: 1024, minimum: 1, maximum: 65536, description: 'Pixels across' },
    zoom: { type: 'number', default: 1, exclusiveMinimum: 0 },
    palette: { enum: ['ocean', 'fire'], default: 'ocean' },
    fast: { type: 'boolean', default: false },
    name: { type: ['string', 'null'] },
    groupBy: { type: 'array', items: { type: 'string' } },
    weights: { type: 'array', items: { type: 'number' } },
  },
};
const fields = fieldsOf(schema);
const read = (typed) => readFields(fields, { groupBy: 'a', ...typed });

test('each property becomes a field of its kind', () => {
  assert.deepEqual(fields.map((f) => f.kind), ['integer', 'number', 'choice', 'boolean', 'text', 'list', 'json']);
  assert.equal(hint(fields[0]), '1 to 65,536, default 1024');
});

test('what is typed becomes values of the right type', () => {
  const { parameters, errors } = read({
    width: ' 2,048 ', zoom: '0.5', palette: 'fire', fast: true, name: 'x', groupBy: 'a\n b \n\n', weights: '[1, 2.5]',
  });
  assert.deepEqual(errors, []);
  assert.deepEqual(parameters, {
    width: 2048, zoom: 0.5, palette: 'fire', fast: true, name: 'x', groupBy: ['a', 'b'], weights: [1, 2.5],
  });
});

test('empty fields and defaults are left to the type', () => {
  assert.deepEqual(read({ width: '1024', zoom: '', palette: 'ocean', fast: false, name: '' }).parameters, { groupBy: ['a'] });
});

test('each bad field is named by its pointer', () => {
  const { errors } = readFields(fields, { width: '0', zoom: 'big', weights: '[1,' });
  assert.deepEqual(errors.map((e) => e.pointer), ['/parameters/width', '/parameters/zoom', '/parameters/groupBy', '/parameters/weights']);
  assert.equal(errors[0].message, 'must be at least 1');
});

test('a pointer of the server leads to its field', () => {
  assert.equal(fieldOfPointer('/parameters/width'), 'width');
  assert.equal(fieldOfPointer('/parameters/groupBy/0'), 'groupBy');
  assert.equal(fieldOfPointer('/parameters/a~1b~0c'), 'a/b~c');
  assert.equal(fieldOfPointer('/priority'), null);
});

test('values are shown as they would be typed', () => {
  assert.equal(shown(fields[5], ['a', 'b']), 'a\nb');
  assert.equal(shown(fields[6], [1]), '[1]');
  assert.equal(shown(fields[0], undefined), '');
});

test('a schema without properties has no fields', () => {
  assert.deepEqual(fieldsOf({}), []);
  assert.deepEqual(fieldsOf(undefined), []);
});
