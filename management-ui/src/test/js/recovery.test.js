import assert from 'node:assert/strict';
import test from 'node:test';
import { recoveryWords } from '../../main/resources/META-INF/ui/recovery-words.js';

const store = { kind: 'sqlite', recovering: false };

test('a grid that is well says nothing', () => {
  assert.equal(recoveryWords({ quorum: 'met', store }), '');
  assert.equal(recoveryWords({ quorum: 'off', store }), '');
});

test('a grid that loads its jobs says how far it is', () => {
  const loading = { ...store, recovering: true };
  assert.equal(recoveryWords({ quorum: 'met', store: { ...loading, loaded: 3, toLoad: 12 } }), 'Recovering: 3 of 12 jobs loaded.');
  assert.equal(recoveryWords({ quorum: 'met', store: { ...loading, loaded: null } }), 'Recovering: jobs are loaded from the store.');
});

test('a minority names the command that helps', () => {
  assert.match(recoveryWords({ quorum: 'below', store }), /gridmill recover/);
});
