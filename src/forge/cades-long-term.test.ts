import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { askBouncyCastleCms, requireBouncyCastleCms } from '../testing/gost-peers';
import { requirePeer } from '../testing/peers';
import { readSample, requireSamples } from '../testing/samples';
import {
  commitmentTypeAttribute,
  contentHintsAttribute,
  contentTimeStampAttribute,
  mimeTypeAttribute,
  signaturePolicyAttribute,
  signaturePolicyStoreAttribute,
  signerLocationAttribute,
} from './cades-attributes';
import { type CadesRequest, signCadesLongTerm } from './cades-long-term';
import { withUnsigned } from './cades-signature';
import { mintState } from './pki';
import { signProduct } from './product';
import { SIGNATURE_POLICIES, signaturePolicy } from './signature-policies';
import { archiveReadings } from './testing-archive';
import { DOCUMENT, INTERSTATE, NATIONAL, stateWith } from './testing-gost';
import { askCms, askToken, withOpenSsl, writeAuthorities } from './testing-openssl';
import { RSA_TEST_PROFILE, TEST_INSTANT, TEST_PROFILE } from './testing-profile';
import { timeStampOver } from './time-stamp';
import { timeline } from './timeline';

const STATE = mintState('tamga', TEST_INSTANT, 'KZ', TEST_PROFILE);
const RSA_STATE = mintState('tamga', TEST_INSTANT, 'UZ', RSA_TEST_PROFILE);
const SUITE = 'ecdsa-p256-sha256';
const LEVELS = ['B-B', 'B-T', 'B-LT', 'B-LTA'] as const;
const TIMES = timeline(TEST_INSTANT).recent;
const POLICY = Buffer.from('a policy document');

function request(change: Partial<CadesRequest> = {}): CadesRequest {
  return {
    state: STATE,
    identity: STATE.signer(SUITE),
    level: 'B-LTA',
    document: DOCUMENT,
    times: TIMES,
    packaging: 'attached',
    ...change,
  };
}

const SIGNED = [
  signaturePolicyAttribute(signaturePolicy('1.3.6.1.4.1.32473.1.1', POLICY, 'http://policy.tamga.test/1')),
  commitmentTypeAttribute('1.2.840.113549.1.9.16.6.1'),
  signerLocationAttribute({ country: 'KZ', locality: 'Алматы' }),
  mimeTypeAttribute('text/plain'),
  contentHintsAttribute('1.2.840.113549.1.7.1', 'text/plain'),
  contentTimeStampAttribute(timeStampOver(STATE, TIMES.claimed)(DOCUMENT)),
];

/** Two counter-signatures, the first of which is counter-signed itself. */
const COUNTERED: Partial<CadesRequest> = {
  counterSigners: [
    {
      identity: STATE.signer(SUITE, 'other'),
      signingTime: TIMES.stamped,
      timeStamp: timeStampOver(STATE, TIMES.stamped),
      counterSigners: [{ identity: STATE.signer('ecdsa-p384-sha384'), signingTime: TIMES.stamped }],
    },
    { identity: STATE.signer('rsa-pkcs1-sha256'), signingTime: TIMES.stamped },
  ],
};

const VARIANTS: readonly (readonly [string, Partial<CadesRequest>])[] = [
  ['plain', {}],
  ['detached', { packaging: 'detached' }],
  ['CRLs', { source: 'crl' }],
  ['both sources', { source: 'both' }],
  ['RSA', { state: RSA_STATE, identity: RSA_STATE.signer('rsa-pkcs1-sha256') }],
  ['PSS', { identity: STATE.signer('rsa-pss-sha256') }],
  ['P-384', { identity: STATE.signer('ecdsa-p384-sha384') }],
  ['attributes', { signed: SIGNED, unsigned: [signaturePolicyStoreAttribute(POLICY, '0.4.0.19122.2.1')] }],
  ['TR policy', { signed: [signaturePolicyAttribute(SIGNATURE_POLICIES['TR-P4'])] }],
  ['parallel', { parallel: [STATE.signer(SUITE, 'other'), STATE.signer('rsa-pkcs1-sha256')] }],
  ['counter-signed', COUNTERED],
];

test('OpenSSL verifies every level, with further signers and attributes', (t) => {
  if (!requirePeer('openssl', t)) return;
  withOpenSsl((openssl) => {
    for (const [name, change] of VARIANTS) {
      const asked = request(change);
      writeAuthorities(openssl, asked.state);
      for (const level of LEVELS) {
        const { signature, content } = signCadesLongTerm({ ...asked, level });
        const question = { signature, content, cades: true, at: TEST_INSTANT };
        const { exit, text } = askCms(openssl, question);
        assert.equal(exit, 0, `${name} ${level}: ${text}`);
      }
    }
  });
});

test('OpenSSL verifies the chains by the embedded CRLs alone', (t) => {
  if (!requirePeer('openssl', t)) return;
  withOpenSsl((openssl) => {
    writeAuthorities(openssl, STATE);
    const times = timeline(TEST_INSTANT).late;
    const at = new Date(times.stamped.getTime() + 3_600_000);
    for (const [role, exit] of [
      ['good', 0],
      ['revoked', 4],
    ] as const) {
      const identity = STATE.signer(SUITE, role);
      const { signature } = signCadesLongTerm(request({ identity, level: 'B-LT', source: 'crl', times }));
      const options = ['-crl_check_all'];
      const { exit: said, text } = askCms(openssl, { signature, content: null, cades: true, at, options });
      assert.equal(said, exit, `${role}: ${text}`);
      assert.equal(/revoked/.test(text), role === 'revoked', text);
    }
  });
});

test('each archive time-stamp covers what the file holds, and OpenSSL verifies its token', (t) => {
  if (!requirePeer('openssl', t)) return;
  withOpenSsl((openssl) => {
    for (const [name, change] of VARIANTS) {
      const asked = request(change);
      writeAuthorities(openssl, asked.state);
      const { signature, content } = signCadesLongTerm(asked);
      const readings = archiveReadings(signature, content);
      assert.equal(readings.length, 1 + (asked.parallel ?? []).length, name);
      for (const { token, imprint, computed, unmatched, uncovered } of readings) {
        assert.deepEqual(Buffer.from(computed), Buffer.from(imprint), name);
        // The token itself is the only value that it cannot cover.
        assert.deepEqual({ unmatched, uncovered }, { unmatched: 0, uncovered: 1 }, name);
        const { exit, text } = askToken(openssl, token, computed, TEST_INSTANT);
        assert.equal(exit, 0, `${name}: ${text}`);
      }
    }
  });
});

test('archive time-stamps of real signatures cover what the same reading finds', (t) => {
  if (!requireSamples(t)) return;
  for (const file of ['cades-extended-a.pkcs7', 'countersignedlta.p7s', 'cades-ats-v3-wrong-cert.p7m']) {
    const readings = archiveReadings(readSample(`cades/${file}`), null);
    assert.equal(readings.length, 1, file);
    for (const { imprint, computed } of readings) {
      assert.deepEqual(Buffer.from(computed), Buffer.from(imprint), file);
    }
  }
});

/** Signed under an authority that is of the past by now, renewed by the one of today. */
test('a renewal years later covers the archive time-stamp before it and what verifies that one', () => {
  const past = mintState('tamga before', new Date('2018-09-01T12:00:00Z'), 'KZ', TEST_PROFILE);
  const recent = timeline(past.instant).recent;
  const archived = [
    { time: new Date(recent.stamped.getTime() + 86_400_000) },
    { time: new Date('2022-09-10T00:00:00Z'), authority: STATE },
  ];
  const { signature } = signCadesLongTerm(
    request({
      state: past,
      identity: past.signer(SUITE),
      source: 'crl',
      times: { ...recent, validated: recent.stamped, archived },
    }),
  );
  const readings = archiveReadings(signature, null);
  assert.equal(readings.length, 2);
  for (const { computed, imprint, unmatched } of readings) {
    assert.deepEqual(Buffer.from(computed), Buffer.from(imprint));
    assert.equal(unmatched, 0);
  }
  // The later one leaves out itself; the earlier one also the later one and the material that came with it.
  const uncovered = readings.map((one) => one.uncovered).sort((a, b) => a - b);
  assert.equal(uncovered[0], 1);
  assert.ok((uncovered[1] ?? 0) > 2);
});

test('BouncyCastle verifies the long-term levels of every suite that OpenSSL does not know', (t) => {
  if (!requireBouncyCastleCms(t)) return;
  const folder = mkdtempSync(join(tmpdir(), 'tamga-cades-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const suites = [...INTERSTATE, ...NATIONAL, 'ed25519', 'rsa-pss-sha512', 'ecdsa-p521-sha512'];
  const files = suites.flatMap((suite) => {
    const state = stateWith(suite);
    return (['B-LT', 'B-LTA'] as const).map((level) => {
      const made = signCadesLongTerm(request({ state, identity: state.signer(suite), level }));
      const file = join(folder, `${suite}-${level}`);
      writeFileSync(file, made.signature);
      for (const { computed, imprint } of archiveReadings(made.signature, null)) {
        assert.deepEqual(Buffer.from(computed), Buffer.from(imprint), file);
      }
      return file;
    });
  });
  const answers = askBouncyCastleCms(files.map((file) => `cms ${file} -`));
  for (const [index, file] of files.entries()) assert.match(answers[index] ?? '', /^VALID$/, file);
});

test('the lower levels are the bytes that the products have always been', () => {
  for (const level of ['B-B', 'B-T'] as const) {
    for (const packaging of ['attached', 'detached'] as const) {
      const product = { format: 'CAdES', level, packaging, suite: SUITE } as const;
      const asked = { ...request(), level, packaging };
      assert.deepEqual(signCadesLongTerm(asked), signProduct({ ...asked, product }));
    }
  }
});

test('the same request gives the same bytes, and a deviation changes what it names', () => {
  const whole = signCadesLongTerm(request());
  assert.deepEqual(signCadesLongTerm(request()), whole);
  const shorter = signCadesLongTerm(request(), {
    archive: { hashIndex: (index) => ({ ...index, certificates: index.certificates.slice(1) }) },
  });
  assert.equal(archiveReadings(shorter.signature, null)[0]?.uncovered, 2);
  const forged = signCadesLongTerm(request(), {
    archive: { covered: (parts) => parts.slice(1) },
  });
  const [reading] = archiveReadings(forged.signature, null);
  assert.notDeepEqual(reading?.computed, reading?.imprint);
  const later = signCadesLongTerm(request(), {
    afterwards: (signature) => withUnsigned(signature, 0, mimeTypeAttribute('added later')),
  });
  assert.equal(archiveReadings(later.signature, null)[0]?.uncovered, 2);
  const bare = signCadesLongTerm(request({ level: 'B-LT' }), {
    material: (material) => ({ ...material, ocspResponses: [] }),
  });
  assert.ok(bare.signature.length < signCadesLongTerm(request({ level: 'B-LT' })).signature.length);
});
