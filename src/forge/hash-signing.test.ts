import { deepEqual, throws } from 'node:assert/strict';
import { test } from 'node:test';
import { digestByName } from '../crypto/digests';
import { SUITES } from '../crypto/suites';
import { signHashWith } from './hash-signing';
import { mintKeyPair } from './keys';
import { knownSuite, signWith } from './signing';

const MESSAGE = Buffer.from('what is signed');

for (const suite of SUITES.filter(({ family }) => family !== 'eddsa')) {
  test(`${suite.id}: the digest signs as the message does`, () => {
    const key = mintKeyPair('hash-signing', suite.id, suite);
    const hash = digestByName(suite.digest).of(MESSAGE);
    deepEqual(Buffer.from(signHashWith(suite.id, key, hash)), Buffer.from(signWith(suite.id, key, MESSAGE)));
    throws(() => signHashWith(suite.id, key, hash.subarray(1)), { code: 'TAMGA-E-SUITE' });
  });
}

test('EdDSA signs no digests', () => {
  const key = mintKeyPair('hash-signing', 'ed25519', knownSuite('ed25519'));
  throws(() => signHashWith('ed25519', key, Buffer.alloc(64)), { code: 'TAMGA-E-SUITE' });
});
