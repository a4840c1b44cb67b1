import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import test from 'node:test';
import { SUITE_IDS, suiteById } from '../crypto/suites';
import { DIALECTS } from '../drivers/registry';
import type { SuiteId } from '../model/claim';
import { packageRoot } from '../model/package-root';
import type { Profile } from '../model/profile';
import { loadRoster } from '../roster/roster';
import { requirePeer } from '../testing/peers';
import type { ForgedState } from './forged';
import { mintState } from './pki';
import { signProduct } from './product';
import { askCms, type OpenSsl, pem, withOpenSsl, writeAuthorities } from './testing-openssl';
import { TEST_INSTANT } from './testing-profile';
import { timeline } from './timeline';

const { profiles } = loadRoster({
  folder: join(packageRoot(), 'profiles'),
  suites: SUITE_IDS,
  dialects: DIALECTS,
});

/** Signer and authorities have keys that OpenSSL knows. */
function isReadable(state: ForgedState, suite: SuiteId): boolean {
  const { issuing } = state.hierarchyOf(suite);
  return [suite, issuing.suite].every((id) => suiteById(id)?.gost === null);
}

function judge(openssl: OpenSsl, profile: Profile): number {
  const state = mintState('tamga', TEST_INSTANT, profile.code, profile.certificateProfile);
  const at = String(TEST_INSTANT.getTime() / 1000);
  writeAuthorities(openssl, state);
  const claims = profile.claims.filter(({ role }) => role === 'sign');
  const suites = new Set(claims.flatMap((claim) => claim.suites).filter((suite) => isReadable(state, suite)));
  for (const suite of suites) {
    const { certificate } = state.signer(suite);
    openssl.write('signer.pem', pem(certificate));
    const spoken = openssl.run(
      ...[
        'verify',
        '-x509_strict',
        '-crl_check_all',
        '-CAfile',
        'with-crls.pem',
        '-attime',
        at,
        'signer.pem',
      ],
    );
    assert.equal(spoken.exit, 0, `${profile.code} ${suite}: ${spoken.text}`);
    assert.match(new X509Certificate(certificate).subject, /^OU?=.*TAMGA TEST/m, profile.code);
  }
  // OpenSSL judges what is a CMS by itself.
  const claim = claims.find(({ format }) => format === 'CAdES' || format === 'CMS');
  const [level] = claim?.levels ?? [];
  const [suite] = suites;
  assert.ok(claim && level, `${profile.code} claims to sign`);
  if (suite === undefined) return 0;
  const product = { format: claim.format, level, packaging: 'attached', suite } as const;
  const times = timeline(TEST_INSTANT).recent;
  const document = Buffer.from('a test document');
  const made = signProduct({ state, product, document, identity: state.signer(suite), times });
  const cades = claim.format === 'CAdES';
  assert.equal(askCms(openssl, { ...made, cades, at: TEST_INSTANT }).exit, 0, profile.code);
  return suites.size;
}

test('every enrolled profile mints a PKI and a signature that OpenSSL accepts, for each suite it can read', (t) => {
  if (!requirePeer('openssl', t)) return;
  assert.ok(profiles.length >= 6);
  withOpenSsl((openssl) => {
    // What a national authority issues OpenSSL cannot read: the tests of the national suites judge that.
    const read = profiles.map((profile) => judge(openssl, profile));
    assert.ok(read.filter((suites) => suites > 0).length >= 5);
  });
});
