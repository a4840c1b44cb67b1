/** Driver and sandbox hold a table each: they must name the suites alike, or no state could sign with one. */
import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { SUITES } from '../crypto/suites';
import { dssSuite } from '../drivers/dss-names';
import { digestAlgorithm, encryptionAlgorithm, suiteNamed } from './dss-rest-parameters';

/** The driver does not ask for these: DSS deployments differ in how a mask is named, and nobody signs new SHA-1. */
const UNASKED = SUITES.filter(
  ({ id, family, digest }) => family === 'rsa-pss' || (digest === 'sha1' && id !== 'rsa-pkcs1-sha1'),
).map(({ id }) => id);

test('the driver asks for a suite by the names under which the sandbox knows it', () => {
  for (const { id } of SUITES) {
    const named = dssSuite(id);
    equal(named === undefined, UNASKED.includes(id), id);
    if (named === undefined) continue;
    deepEqual(
      [named.encryptionAlgorithm, named.digestAlgorithm],
      [encryptionAlgorithm(id), digestAlgorithm(id)],
      id,
    );
    equal(suiteNamed(id, named.digestAlgorithm), id);
  }
});

test('two names tell every national key from all others', () => {
  const national = SUITES.filter(({ gost }) => gost !== null).map(({ id }) => encryptionAlgorithm(id));
  equal(new Set(national).size, national.length);
  ok(national.every((name) => !['RSA', 'ECDSA', 'EDDSA'].includes(name)));
});
