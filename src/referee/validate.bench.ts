/**
 * Referee verifications a second of CAdES-B-B (1 KiB, three certificates) over P-256 against raw verification and pkijs, and
 * over GOST 34.10-2015 (512) against its own raw verification.
 *
 * @module
 */
import { createPublicKey, generateKeyPairSync, type KeyObject, sign, verify, webcrypto } from 'node:crypto';
import * as pkijs from 'pkijs';
import { verifyGost } from '../crypto/gost/signature';
import { gostPublicKey, signGost } from '../crypto/gost/signing';
import { clearMemos } from '../crypto/lru';
import { suiteById } from '../crypto/suites';
import { mintState } from '../forge/pki';
import { signProduct } from '../forge/product';
import { crl } from '../forge/revocation';
import { TEST_INSTANT, TEST_PROFILE } from '../forge/testing-profile';
import { timeline } from '../forge/timeline';
import { forgetSignatureStates } from '../pki/signature';
import { NATIONAL_POLICY } from './national-policy';
import { validate } from './validate';
import type { ValidationInput } from './validation';
import { forgetChains } from './x509-validation';

const BATCHES = 25;
const SUITE = 'ecdsa-p256-sha256';
const NATIONAL_SUITE = 'kz-gost2015-512-streebog512';

/** Calls a second of each piece of work, batches taken in turn and the median kept: other load on the machine hits all alike. */
async function rates(works: readonly Work[]): Promise<readonly number[]> {
  const perSecond: number[][] = works.map(() => []);
  for (let batch = 0; batch < BATCHES + 5; batch += 1) {
    for (const [index, { calls, call }] of works.entries()) {
      const start = performance.now();
      for (let i = 0; i < calls; i += 1) {
        const pending = call();
        if (pending !== undefined) await pending;
      }
      // The first batches warm the code up.
      if (batch >= 5) perSecond[index]?.push((calls * 1000) / (performance.now() - start));
    }
  }
  return perSecond.map((all) => all.sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0);
}

interface Work {
  /** In one batch. */
  readonly calls: number;
  readonly call: () => Promise<void> | undefined;
}

function signature(suite: string): ValidationInput {
  // All three keys are of the suite, so that every verification costs the same.
  const profile = {
    ...TEST_PROFILE,
    root: { ...TEST_PROFILE.root, suite },
    issuing: { ...TEST_PROFILE.issuing, suite },
  };
  const state = mintState('bench', TEST_INSTANT, 'KZ', profile);
  const { recent } = timeline(TEST_INSTANT);
  const made = signProduct({
    state,
    product: { format: 'CAdES', level: 'B-B', packaging: 'attached', suite },
    document: Buffer.alloc(1024, 0x54),
    identity: state.signer(suite),
    times: recent,
  });
  return {
    file: made.signature,
    contents: [],
    context: {
      currentTime: TEST_INSTANT,
      anchors: [state.root.certificate],
      material: { certificates: [], crls: [crl(state, 'root'), crl(state, 'issuing')], ocspResponses: [] },
      algorithms: NATIONAL_POLICY,
      timeModel: 'best-signature-time',
    },
  };
}

function judge(input: ValidationInput): void {
  const [report] = validate(input).signatures;
  if (report?.indication !== 'TOTAL_PASSED') throw new Error(`not passed: ${report?.subIndication}`);
}

function rawVerify(): () => void {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key: KeyObject = createPublicKey(publicKey.export({ format: 'pem', type: 'spki' }));
  const data = Buffer.alloc(256, 1);
  const value = sign('sha256', data, privateKey);
  return () => {
    if (!verify('sha256', data, key, value)) throw new Error('the raw value does not verify');
  };
}

/** With the key's tables, as the referee meets it from its fourth use on. */
function rawNationalVerify(): () => void {
  const suite = suiteById(NATIONAL_SUITE);
  if (suite === undefined || suite.gost === null) throw new Error(`no GOST suite ${NATIONAL_SUITE}`);
  const { gost } = suite;
  const data = Buffer.alloc(256, 1);
  const key = gostPublicKey(gost.curve, 77n);
  const value = signGost(gost, 77n, data);
  return () => {
    if (!verifyGost(gost, key, data, value).valid) throw new Error('the raw value does not verify');
  };
}

function pkijsVerify(input: ValidationInput): () => Promise<void> {
  const engine = new pkijs.CryptoEngine({ name: 'bench', crypto: webcrypto });
  const [anchor = new Uint8Array(0)] = input.context.anchors;
  return async () => {
    const signedData = new pkijs.SignedData({ schema: pkijs.ContentInfo.fromBER(input.file).content });
    const trustedCerts = [pkijs.Certificate.fromBER(anchor)];
    const result = await signedData.verify(
      { signer: 0, trustedCerts, checkChain: false, checkDate: input.context.currentTime },
      engine,
    );
    if (!result) throw new Error('pkijs does not verify');
  };
}

function row(what: string, perSecond: number, raw: number, calls: number): string {
  const share = ((perSecond * calls) / raw).toFixed(2);
  return `${what.padEnd(58)}${perSecond.toFixed(0).padStart(8)}/s${share.padStart(8)} of ${calls} raw`;
}

interface Row {
  readonly what: string;
  /** Raw verifications that the work holds at least. */
  readonly against: number;
  readonly work: Work;
}

/** Verified anew: the signer's value, two certificates, two CRLs. */
function rowsOf(input: ValidationInput, raw: () => void): readonly Row[] {
  const anew = (...forget: readonly (() => void)[]): Work => ({
    calls: 60,
    call: () => {
      for (const one of forget) one();
      judge(input);
      return undefined;
    },
  });
  return [
    { what: 'raw verification', against: 1, work: { calls: 300, call: () => void raw() } },
    { what: 'referee, chain and lists remembered', against: 1, work: { ...anew(), calls: 200 } },
    {
      what: 'referee, chain and lists verified anew',
      against: 5,
      work: anew(forgetSignatureStates, forgetChains),
    },
    {
      what: 'referee, all forgotten, keys imported too',
      against: 5,
      work: anew(forgetSignatureStates, forgetChains, clearMemos),
    },
  ];
}

async function measure(title: string, rows: readonly Row[]): Promise<void> {
  const measured = await rates(rows.map(({ work }) => work));
  console.log(title);
  for (const [index, { what, against }] of rows.entries()) {
    console.log(row(what, measured[index] ?? 0, measured[0] ?? 0, against));
  }
}

async function main(): Promise<void> {
  const input = signature(SUITE);
  const pkijsWork: Work = { calls: 4, call: pkijsVerify(input) };
  await measure('referee: CAdES-B-B, P-256, 1 KiB, three certificates, two CRLs', [
    ...rowsOf(input, rawVerify()),
    { what: 'pkijs, signature alone, no chain', against: 1, work: pkijsWork },
  ]);
  await measure(
    `referee: CAdES-B-B, ${NATIONAL_SUITE}, 1 KiB, three certificates, two CRLs`,
    rowsOf(signature(NATIONAL_SUITE), rawNationalVerify()),
  );
}

void main();
