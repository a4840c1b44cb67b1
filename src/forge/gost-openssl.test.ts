/** Suites of GOST R 34.10-2012 in every structure, judged by OpenSSL with its GOST engine; and what it makes, by the referee. */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { SuiteId } from '../model/claim';
import { parseCertificate } from '../pki/certificate';
import { signatureState } from '../pki/signature';
import { judgeOne } from '../referee/testing-state';
import { requireGostEngine } from '../testing/gost-peers';
import type { ForgedState } from './forged';
import { gostPkcs8 } from './gost-key';
import { crl, ocspReply } from './revocation';
import { knownSuite } from './signing';
import { takeApart } from './testing-cms';
import {
  DOCUMENT,
  gostContext,
  INTERSTATE,
  make,
  miscalculated,
  stateWith,
  withGostEngine,
} from './testing-gost';
import { askCms, askToken, epoch, type OpenSsl, pem, writeAuthorities } from './testing-openssl';
import { TEST_INSTANT } from './testing-profile';
import { imprintAlgorithm } from './time-stamp';

const STATES = INTERSTATE.map((suite) => ({ suite, state: stateWith(suite) }));
const AT = ['-attime', epoch(TEST_INSTANT)];

function forEachState(run: (openssl: OpenSsl, state: ForgedState, suite: SuiteId) => void): void {
  withGostEngine((openssl) => {
    for (const { state, suite } of STATES) {
      writeAuthorities(openssl, state);
      run(openssl, state, suite);
    }
  });
}

test('OpenSSL builds the chains under -x509_strict, with CRLs, and refuses the revoked', (t) => {
  if (!requireGostEngine(t)) return;
  forEachState((openssl, state, suite) => {
    const ask = (certificate: Uint8Array) =>
      openssl.run(
        ...['verify', '-x509_strict', '-crl_check_all', '-CAfile', 'with-crls.pem', ...AT],
        openssl.write('subject.pem', pem(certificate)),
      );
    for (const { certificate } of [state.signer(suite), state.timeStamping, state.ocsp, state.issuing]) {
      const { exit, text } = ask(certificate);
      assert.equal(exit, 0, `${suite}: ${text}`);
    }
    assert.match(ask(state.signer(suite, 'revoked').certificate).text, /certificate revoked/, suite);
  });
});

test('OpenSSL verifies the CMS, attached and detached, CAdES and plain, and the time-stamp over it', (t) => {
  if (!requireGostEngine(t)) return;
  forEachState((openssl, state, suite) => {
    for (const packaging of ['attached', 'detached'] as const) {
      const plain = { format: 'CMS', level: 'none', packaging } as const;
      for (const product of [{ packaging }, plain]) {
        const made = make(state, 'good-forged', suite, product);
        const cades = !('format' in product);
        const { exit, text } = askCms(openssl, { ...made, cades, at: TEST_INSTANT });
        assert.equal(exit, 0, `${suite}: ${text}`);
        const { token, signatureValue } = takeApart(made.signature);
        const imprint = imprintAlgorithm(state).digest.of(signatureValue);
        const said = askToken(openssl, token ?? assert.fail(), imprint, TEST_INSTANT);
        assert.match(said.text, /Verification: OK/, `${suite}: ${said.text}`);
      }
    }
  });
});

test('OpenSSL refuses every miscalculated signature, the swapped byte order among them', (t) => {
  if (!requireGostEngine(t)) return;
  forEachState((openssl, state, suite) => {
    for (const id of miscalculated(suite)) {
      const { exit, text } = askCms(openssl, {
        ...make(state, id, suite),
        cades: true,
        at: TEST_INSTANT,
      });
      assert.equal(exit, 4, `${id} ${suite}: ${text}`);
    }
  });
});

test('OpenSSL reads the OCSP answers', (t) => {
  if (!requireGostEngine(t)) return;
  forEachState((openssl, state, suite) => {
    for (const [role, status] of [
      ['good', 'good'],
      ['revoked', 'revoked'],
    ] as const) {
      openssl.write('subject.pem', pem(state.signer(suite, role).certificate));
      const about = ['-issuer', 'issuing.pem', '-cert', 'subject.pem', '-no_nonce'];
      openssl.run('ocsp', ...about, '-reqout', 'request.der');
      openssl.write('response.der', ocspReply(state, openssl.read('request.der')));
      const { text } = openssl.run(
        ...['ocsp', '-respin', 'response.der', ...about, '-CAfile', 'root.pem', ...AT],
        ...['-validity_period', '3000000000'],
      );
      assert.match(text, /Response verify OK/, `${suite}: ${text}`);
      assert.match(text, new RegExp(`subject\\.pem: ${status}`), suite);
    }
  });
});

const DIGEST_NAMES: Readonly<Record<string, string>> = {
  streebog256: 'md_gost12_256',
  streebog512: 'md_gost12_512',
};

test('the referee accepts what OpenSSL signs with a test key of ours', (t) => {
  if (!requireGostEngine(t)) return;
  forEachState((openssl, state, suite) => {
    const { key, certificate } = state.signer(suite);
    assert.ok(key.kind === 'gost');
    openssl.write('key.pem', pem(gostPkcs8(knownSuite(suite), key), 'PRIVATE KEY'));
    openssl.write('signer.pem', pem(certificate));
    openssl.write('document', DOCUMENT);
    const { exit, text } = openssl.run(
      ...[
        'cms',
        '-sign',
        '-cades',
        '-binary',
        '-nodetach',
        '-in',
        'document',
        '-outform',
        'DER',
        '-out',
        'cms',
      ],
      ...['-inkey', 'key.pem', '-signer', 'signer.pem', '-certfile', 'issuing.pem'],
      ...['-md', DIGEST_NAMES[knownSuite(suite).digest] ?? ''],
    );
    assert.equal(exit, 0, text);
    const file = openssl.read('cms');
    const { intact, algorithm } = judgeOne(file, null, gostContext(state));
    assert.deepEqual({ intact, algorithm }, { intact: true, algorithm: suite });
    const broken = new Uint8Array(file);
    broken[broken.length - 1] = (broken.at(-1) ?? 0) ^ 1;
    assert.equal(judgeOne(broken, null, gostContext(state)).intact, false, suite);
  });
});

/** What the engine calls the curve. */
const CURVES: Readonly<Record<string, readonly [string, string]>> = {
  'gost2012-256a-streebog256': ['gost2012_256', 'TCA'],
  'gost2012-256cp-streebog256': ['gost2012_256', 'A'],
  'gost2012-512a-streebog512': ['gost2012_512', 'A'],
};

test('a certificate that OpenSSL makes for a key of its own is read and verified', (t) => {
  if (!requireGostEngine(t)) return;
  withGostEngine((openssl) => {
    for (const suite of INTERSTATE) {
      const [algorithm = '', set = ''] = CURVES[suite] ?? [];
      const { exit, text } = openssl.run(
        ...[
          'req',
          '-x509',
          '-newkey',
          algorithm,
          '-pkeyopt',
          `paramset:${set}`,
          '-nodes',
          '-keyout',
          'own.pem',
        ],
        ...[
          '-subj',
          '/OU=TAMGA TEST/CN=Engine',
          '-outform',
          'DER',
          '-out',
          'own.der',
          '-config',
          'openssl.cnf',
        ],
      );
      assert.equal(exit, 0, text);
      const certificate = parseCertificate(openssl.read('own.der'));
      assert.equal(signatureState(certificate, certificate.publicKey), 'valid', suite);
    }
  });
});

test('OpenSSL verifies an RSA signer under GOST authorities and a GOST signer under RSA ones', (t) => {
  if (!requireGostEngine(t)) return;
  const [gost, rsa] = ['gost2012-512a-streebog512', 'rsa-pkcs1-sha256'];
  const mixed = [
    { state: stateWith(rsa, { timeStamping: gost, ocsp: gost }), suite: rsa },
    { state: stateWith(gost, { root: rsa, timeStamping: rsa }), suite: gost },
    { state: stateWith(rsa), suite: gost },
  ];
  withGostEngine((openssl) => {
    for (const { state, suite } of mixed) {
      writeAuthorities(openssl, state);
      const made = make(state, 'good-forged', suite);
      const { exit, text } = askCms(openssl, {
        ...made,
        cades: true,
        at: TEST_INSTANT,
        trust: 'with-crls.pem',
        options: ['-crl_check_all'],
      });
      assert.equal(exit, 0, text);
      const { token, signatureValue } = takeApart(made.signature);
      const imprint = imprintAlgorithm(state).digest.of(signatureValue);
      const said = askToken(openssl, token ?? assert.fail(), imprint, TEST_INSTANT);
      assert.match(said.text, /Verification: OK/, said.text);
      assert.ok(crl(state, 'issuing').length > 0);
    }
  });
});
