/** The GOST family and what OpenSSL does not verify in every structure, judged by BouncyCastle in one process: CMS, PKI, time-stamps. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { SuiteId } from '../model/claim';
import { parseCertificate } from '../pki/certificate';
import { buildOcspRequest } from '../pki/ocsp';
import { signatureState } from '../pki/signature';
import { judgeOne } from '../referee/testing-state';
import { askBouncyCastleCms, requireBouncyCastleCms } from '../testing/gost-peers';
import { mintCertificate } from './certificate';
import { signCms } from './cms';
import type { ForgedState, Identity } from './forged';
import { gostKeyPair } from './gost-key';
import { crl, ocspReply } from './revocation';
import { knownSuite } from './signing';
import { DOCUMENT, gostContext, INTERSTATE, make, miscalculated, NATIONAL, stateWith } from './testing-gost';
import { TEST_INSTANT } from './testing-profile';

interface Question {
  readonly name: string;
  readonly asks: string;
  readonly says: RegExp;
}

const VALID = /^VALID$/;

/** One row of each family that OpenSSL does not verify in every structure. */
const COMMON = ['ed25519', 'rsa-pss-sha256', 'rsa-pss-sha512', 'ecdsa-p521-sha512'];

/** Writes what a question names; the answers come from one process. */
function withFolder(t: TestContext, run: (put: (bytes: Uint8Array) => string, folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'tamga-cms-peer-'));
  t.after(() => rmSync(folder, { recursive: true }));
  let files = 0;
  run((bytes) => {
    const file = join(folder, String(files));
    files += 1;
    writeFileSync(file, bytes);
    return file;
  }, folder);
}

function settle(questions: readonly Question[]): void {
  const answers = askBouncyCastleCms(questions.map(({ asks }) => asks));
  assert.equal(answers.length, questions.length);
  for (const [index, { name, says }] of questions.entries()) assert.match(answers[index] ?? '', says, name);
}

type Put = (bytes: Uint8Array) => string;

function structures(put: Put, state: ForgedState, suite: SuiteId): readonly Question[] {
  const issuing = put(state.issuing.certificate);
  const root = put(state.root.certificate);
  const [signer, parent] = [state.signer(suite).certificate, state.issuing.certificate].map((der) =>
    parseCertificate(der),
  );
  assert.ok(signer && parent);
  const question = (name: string, asks: string): Question => ({
    name: `${suite}: ${name}`,
    asks,
    says: VALID,
  });
  return [
    question('signer', `certificate ${put(state.signer(suite).certificate)} ${issuing}`),
    question('time-stamping authority', `certificate ${put(state.timeStamping.certificate)} ${issuing}`),
    question('issuing authority', `certificate ${issuing} ${root}`),
    question('root', `certificate ${root} ${root}`),
    question('list', `crl ${put(crl(state, 'issuing'))} ${issuing}`),
    question('OCSP', `ocsp ${put(ocspReply(state, buildOcspRequest(signer, parent)))}`),
  ];
}

function signatures(put: Put, state: ForgedState, suite: SuiteId): readonly Question[] {
  const plain = { format: 'CMS', level: 'none' } as const;
  const asked = (id: string, says: RegExp, product: Parameters<typeof make>[3] = {}): Question => {
    const { signature, content } = make(state, id, suite, product);
    const beside = content === null ? '-' : put(content);
    return { name: `${suite}: ${id}`, asks: `cms ${put(signature)} ${beside}`, says };
  };
  return [
    asked('good-forged', VALID),
    asked('good-forged', VALID, { packaging: 'detached' }),
    asked('good-forged', VALID, plain),
    ...miscalculated(suite).map((id) => asked(id, /^INVALID (signature|message-digest)/)),
  ];
}

test('BouncyCastle verifies every structure, and refuses every miscalculated signature', (t) => {
  if (!requireBouncyCastleCms(t)) return;
  withFolder(t, (put) => {
    settle(
      [...INTERSTATE, ...NATIONAL, ...COMMON].flatMap((suite) => {
        const state = stateWith(suite);
        return [...structures(put, state, suite), ...signatures(put, state, suite)];
      }),
    );
  });
});

test('BouncyCastle verifies mixed suites: a signer of 2015 under an authority of 2004, RSA beside both', (t) => {
  if (!requireBouncyCastleCms(t)) return;
  const [older, newer, rsa] = ['kz-gost2004-gost34311', 'kz-gost2015-512-streebog512', 'rsa-pkcs1-sha256'];
  withFolder(t, (put) => {
    const states = [
      { state: stateWith(newer, { timeStamping: older }), suite: newer },
      { state: stateWith(rsa, { timeStamping: newer, ocsp: older }), suite: rsa },
      { state: stateWith(older, { root: rsa, timeStamping: rsa, ocsp: rsa }), suite: newer },
    ];
    settle(
      states.flatMap(({ state, suite }) =>
        [...structures(put, state, suite), ...signatures(put, state, suite)].filter(
          ({ says }) => says === VALID,
        ),
      ),
    );
  });
});

/** A signer whose point lies on one curve and whose certificate names another of the same size. */
function withWrongCurve(state: ForgedState): Identity {
  const [used, named] = [knownSuite('gost2012-256a-streebog256'), knownSuite('gost2012-256cp-streebog256')];
  const key = gostKeyPair(used, 0x7a9n);
  const point = key.spki.slice(-64);
  const spki = gostKeyPair(named, 0x7a9n).spki.slice();
  spki.set(point, spki.length - 64);
  const { certificate, key: issuing, suite } = state.issuing;
  const subject = parseCertificate(certificate).subject;
  return {
    certificate: mintCertificate({
      subject,
      spki,
      serial: 77n,
      validity: { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2027-01-01T00:00:00Z') },
      extensions: [],
      issuer: { name: subject, key: issuing, suite },
    }),
    key,
    suite: used.id,
    chain: [],
  };
}

test('a key on another curve than its certificate names is refused, by the referee and by BouncyCastle', (t) => {
  const state = stateWith('gost2012-256a-streebog256');
  const identity = withWrongCurve(state);
  const file = signCms({
    identity,
    content: DOCUMENT,
    packaging: 'attached',
    signingTime: TEST_INSTANT,
    namesCertificate: true,
  });
  const report = judgeOne(file, null, gostContext(state));
  assert.equal(report.intact, false);
  assert.match(report.findings.map(({ found }) => found).join(), /not a point of the curve/);
  if (!requireBouncyCastleCms(t)) return;
  withFolder(t, (put) => settle([{ name: 'wrong curve', asks: `cms ${put(file)} -`, says: /^INVALID key/ }]));
});

const SIGNATURE_NAMES: Readonly<Record<string, string>> = {
  streebog256: 'GOST3411-2012-256WITHECGOST3410-2012-256',
  streebog512: 'GOST3411-2012-512WITHECGOST3410-2012-512',
};

/** Algorithm, curve and digest of a key of BouncyCastle's own. */
function keyFor(id: SuiteId): string {
  const { key, digest, digestOid } = knownSuite(id);
  assert.ok(key.kind === 'GOST');
  return [SIGNATURE_NAMES[digest], key.parameters[0], digestOid].join(' ');
}

test('the referee verifies certificates and CMS that BouncyCastle makes with keys of its own', (t) => {
  if (!requireBouncyCastleCms(t)) return;
  withFolder(t, (put, folder) => {
    const document = put(DOCUMENT);
    const file = (suite: string, end: string): string => join(folder, `${suite}.${end}`);
    settle(
      INTERSTATE.map((suite) => ({
        name: suite,
        asks: `make ${keyFor(suite)} ${document} ${file(suite, 'cer')} ${file(suite, 'p7s')}`,
        says: /^DONE$/,
      })),
    );
    for (const suite of INTERSTATE) {
      const der = readFileSync(file(suite, 'cer'));
      const certificate = parseCertificate(der);
      assert.equal(signatureState(certificate, certificate.publicKey), 'valid', suite);
      const context = { ...gostContext(stateWith('ecdsa-p256-sha256')), anchors: [der] };
      const { intact, algorithm } = judgeOne(readFileSync(file(suite, 'p7s')), null, context);
      assert.deepEqual({ intact, algorithm }, { intact: true, algorithm: suite });
    }
  });
});
