import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import test from 'node:test';
import { SUITE_IDS } from '../crypto/suites';
import { packageRoot } from '../model/package-root';
import type { Profile } from '../model/profile';
import { loadRoster } from '../roster/roster';
import { requirePeer } from '../testing/peers';
import { mintState } from './pki';
import { signProduct } from './product';
import { askCms, type OpenSsl, pem, withOpenSsl, writeAuthorities } from './testing-openssl';
import { TEST_INSTANT } from './testing-profile';
import { timeline } from './timeline';

const { profiles } = loadRoster({
  folder: join(packageRoot(), 'profiles'),
  suites: SUITE_IDS,
  dialects: ['dss-rest', 'ncanode-v3'],
});

function judge(openssl: OpenSsl, profile: Profile): number {
  const state = mintState('tamga', TEST_INSTANT, profile.code, profile.certificateProfile);
  const at = String(TEST_INSTANT.getTime() / 1000);
  writeAuthorities(openssl, state);
  const claims = profile.claims.filter(({ role }) => role === 'sign');
  const suites = new Set(claims.flatMap((claim) => claim.suites));
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
  const [claim] = claims;
  const [level] = claim?.levels ?? [];
  const [suite] = claim?.suites ?? [];
  assert.ok(claim && level && suite, `${profile.code} claims to sign`);
  const product = { format: claim.format, level, packaging: 'attached', suite } as const;
  const times = timeline(TEST_INSTANT).recent;
  const document = Buffer.from('a test document');
  const made = signProduct({ state, product, document, identity: state.signer(suite), times });
  const cades = claim.format === 'CAdES';
  assert.equal(askCms(openssl, { ...made, cades, at: TEST_INSTANT }).exit, 0, profile.code);
  return suites.size;
}

test('every enrolled profile mints a PKI and a signature that OpenSSL accepts, for each suite it claims', (t) => {
  if (!requirePeer('openssl', t)) return;
  assert.ok(profiles.length >= 6);
  withOpenSsl((openssl) => {
    for (const profile of profiles) assert.ok(judge(openssl, profile) > 0);
  });
});
