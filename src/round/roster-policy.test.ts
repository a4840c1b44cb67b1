/** The policy of the intrinsic referee: the common one, and what the roster signs with. */
import { deepEqual, equal } from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { SUITE_IDS } from '../crypto/suites';
import { DIALECTS } from '../drivers/registry';
import { packageRoot } from '../model/package-root';
import { DEFAULT_POLICY } from '../referee/default-policy';
import { loadRoster } from '../roster/roster';
import { rosterPolicy } from './roster-policy';

const { profiles } = loadRoster({
  folder: join(packageRoot(), 'profiles'),
  suites: SUITE_IDS,
  dialects: DIALECTS,
});

test('holds the digests and key families of every signer and authority of the roster', () => {
  const { digests, keys } = rosterPolicy(profiles);
  deepEqual(
    ['streebog512', 'gost94-test', 'gost94-cryptopro'].map((name) => digests[name]),
    [null, null, null],
  );
  deepEqual(keys['gost'], [{ minimumBits: 256, until: null }]);
});

test('takes nothing that nobody signs with, and leaves the ends of the common policy alone', () => {
  const withoutGost = profiles.filter(({ code }) => ['AZ', 'HU', 'TR'].includes(code));
  equal(rosterPolicy(withoutGost).keys['gost'], undefined);
  const { digests, keys } = rosterPolicy(profiles);
  equal(digests['streebog256'], undefined);
  equal(digests['sha1'], DEFAULT_POLICY.digests['sha1']);
  equal(keys['rsa-pkcs1'], DEFAULT_POLICY.keys['rsa-pkcs1']);
});
