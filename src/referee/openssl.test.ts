import assert from 'node:assert/strict';
import test from 'node:test';
import { OID } from '../encoding/oids';
import { attribute, testSignedData, testSignerInfo } from '../formats/cms/testing-builder';
import { formatVerdict } from '../model/verdict';
import { parseCertificate } from '../pki/certificate';
import { buildOcspRequest } from '../pki/ocsp';
import { authority, testCertificate, testKey, testList } from '../pki/testing-certificates';
import { requirePeer } from '../testing/peers';
import { DEFAULT_POLICY } from './default-policy';
import { type OpenSslWorld, withOpenSslWorld } from './testing-openssl';
import { EMPTY_MATERIAL, explain } from './testing-state';
import { validate } from './validate';
import type { Material, SignatureReport, ValidationContext } from './validation';

function contextOf(world: OpenSslWorld, change: Partial<ValidationContext> = {}): ValidationContext {
  return {
    currentTime: world.instant,
    anchors: [world.read('root.cer')],
    material: { ...EMPTY_MATERIAL, crls: [world.read('issuing.crl'), world.read('root.crl')] },
    algorithms: DEFAULT_POLICY,
    timeModel: 'best-signature-time',
    ...change,
  };
}

interface Question {
  readonly detached?: boolean;
  readonly context?: Partial<ValidationContext>;
  readonly content?: Uint8Array;
}

function reports(world: OpenSslWorld, file: Uint8Array, question: Question = {}): readonly SignatureReport[] {
  const { detached = false, context = {}, content = world.document } = question;
  const contents = detached ? [{ name: 'document', bytes: [content] }] : [];
  return validate({ file, contents, context: contextOf(world, context) }).signatures;
}

function verdict(world: OpenSslWorld, file: Uint8Array, question: Question = {}): string {
  return reports(world, file, question)
    .map((report) => formatVerdict(report))
    .join(', ');
}

const ACCEPTED: readonly (readonly [string, string, string])[] = [
  ['rsa-attached', 'B-B', 'rsa-pkcs1-sha256'],
  ['p256-attached', 'B-B', 'ecdsa-p256-sha256'],
  ['p384-attached', 'B-B', 'ecdsa-p384-sha256'],
  ['plain', 'none', 'ecdsa-p256-sha256'],
  ['direct', 'none', 'ecdsa-p256-sha256'],
  ['keyid', 'B-B', 'ecdsa-p384-sha384'],
  ['mixed', 'B-B', 'ecdsa-p256-sha512'],
  ['stream', 'B-B', 'rsa-pkcs1-sha256'],
  ['pss', 'B-B', 'rsa-pss-sha256'],
];

function acceptsWhatOpenSslSigned(world: OpenSslWorld): void {
  for (const [name, level, algorithm] of ACCEPTED) {
    const [report] = reports(world, world.read(`${name}.p7s`));
    assert.ok(report);
    assert.equal(formatVerdict(report), 'TOTAL_PASSED', `${name}: ${explain(report)}`);
    assert.deepEqual([report.level, report.algorithm, report.intact], [level, algorithm, true], name);
  }
  for (const one of ['rsa', 'p256', 'p384']) {
    assert.equal(verdict(world, world.read(`${one}-detached.p7s`), { detached: true }), 'TOTAL_PASSED', one);
  }
  assert.equal(
    verdict(world, world.read('two.p7s')),
    'INDETERMINATE / NO_CERTIFICATE_CHAIN_FOUND, '.repeat(2).slice(0, -2),
  );
  const certificates = [world.read('issuing.cer'), world.read('p256.cer')];
  const material: Material = { ...contextOf(world).material, certificates };
  assert.equal(
    verdict(world, world.read('two.p7s'), { context: { material } }),
    'TOTAL_PASSED, TOTAL_PASSED',
  );
  assert.equal(verdict(world, world.read('nocerts.p7s'), { context: { material } }), 'TOTAL_PASSED');
}

function replaced(file: Uint8Array, part: Uint8Array, at = part.length - 1): Uint8Array {
  const copy = Buffer.from(file);
  const start = copy.indexOf(part);
  assert.ok(start >= 0);
  copy[start + at] = (copy[start + at] ?? 0) ^ 1;
  return copy;
}

function refusesWhatWasTampered(world: OpenSslWorld): void {
  for (const one of ['rsa', 'p256', 'p384']) {
    const attached = world.read(`${one}-attached.p7s`);
    const detached = world.read(`${one}-detached.p7s`);
    const rows: readonly (readonly [string, string])[] = [
      [verdict(world, replaced(attached, world.document)), 'TOTAL_FAILED / HASH_FAILURE'],
      [verdict(world, replaced(attached, attached.slice(-8))), 'TOTAL_FAILED / SIG_CRYPTO_FAILURE'],
      [
        verdict(world, detached, { detached: true, content: Buffer.from('other') }),
        'TOTAL_FAILED / HASH_FAILURE',
      ],
      [verdict(world, detached), 'INDETERMINATE / SIGNED_DATA_NOT_FOUND'],
      // Another byte of the certificate: its hash in the ESS attribute no longer fits.
      [
        verdict(world, replaced(attached, world.read(`${one}.cer`))),
        'INDETERMINATE / NO_SIGNING_CERTIFICATE_FOUND',
      ],
      [verdict(world, attached, { context: { anchors: [] } }), 'INDETERMINATE / NO_CERTIFICATE_CHAIN_FOUND'],
    ];
    for (const [found, expected] of rows) assert.equal(found, expected, one);
  }
  const gone = world.read('gone-attached.p7s');
  assert.equal(verdict(world, gone), 'INDETERMINATE / REVOKED_NO_POE');
  assert.equal(verdict(world, world.read('nocerts.p7s')), 'INDETERMINATE / NO_SIGNING_CERTIFICATE_FOUND');
}

function listensToItsResponder(world: OpenSslWorld): void {
  const crls = [world.read('root.crl')];
  const issuing = parseCertificate(world.read('issuing.cer'));
  for (const [one, expected] of [
    ['p256', 'TOTAL_PASSED'],
    ['gone', 'INDETERMINATE / REVOKED_NO_POE'],
  ] as const) {
    const ours = world.respond(buildOcspRequest(parseCertificate(world.read(`${one}.cer`)), issuing));
    for (const response of [world.read(`${one}.ocsp`), ours]) {
      const material: Material = { ...EMPTY_MATERIAL, crls, ocspResponses: [response] };
      const currentTime = new Date(world.instant.getTime() + 60_000);
      assert.equal(
        verdict(world, world.read(`${one}-attached.p7s`), { context: { material, currentTime } }),
        expected,
        one,
      );
    }
  }
}

/** A signature of ours, revoked a minute from now, with a token of OpenSSL: only the token can save it. */
function believesItsTimeStamps(world: OpenSslWorld): void {
  const root = testCertificate({ subject: 'Root', key: testKey(401), extensions: [authority()] });
  const certificate = testCertificate({ subject: 'Leaf', key: testKey(402), serial: 5, issuer: root });
  const minutes = (count: number) => new Date(world.instant.getTime() + count * 60_000);
  const revoked = testList({
    issuer: root,
    thisUpdate: minutes(2),
    nextUpdate: minutes(60),
    revoked: [{ serial: 5, at: minutes(1) }],
  });
  const file = (stamped: (value: Uint8Array) => Uint8Array) =>
    testSignedData({
      content: world.document,
      certificates: [certificate.der],
      signers: [
        testSignerInfo({
          certificate,
          content: world.document,
          unsigned: (value) => [attribute(OID.signatureTimeStamp, world.token(stamped(value)))],
        }),
      ],
    });
  const context: Partial<ValidationContext> = {
    anchors: [world.read('root.cer'), root.der],
    material: { ...contextOf(world).material, crls: [...contextOf(world).material.crls, revoked] },
    currentTime: minutes(3),
  };
  assert.equal(
    verdict(
      world,
      file((value) => value),
      { context },
    ),
    'TOTAL_PASSED',
  );
  assert.equal(
    verdict(
      world,
      file(() => world.document),
      { context },
    ),
    'INDETERMINATE / REVOKED_NO_POE',
  );
}

test('what OpenSSL makes is judged as it is', (t) => {
  if (!requirePeer('openssl', t)) return;
  withOpenSslWorld((world) => {
    acceptsWhatOpenSslSigned(world);
    refusesWhatWasTampered(world);
    listensToItsResponder(world);
    believesItsTimeStamps(world);
  });
});
