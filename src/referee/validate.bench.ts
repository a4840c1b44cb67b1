/**
 * Referee verifications a second of CAdES-B-B (1 KiB, three certificates) over P-256 against raw verification and pkijs, and
 * over GOST 34.10-2015 (512) against its own raw verification.
 *
 * @module
 */
import { createPublicKey, verify, webcrypto } from 'node:crypto';
import { mock } from 'node:test';
import * as pkijs from 'pkijs';
import { verifyGost } from '../crypto/gost/signature';
import type { IdentifiedSuite } from '../crypto/identify';
import { clearMemos } from '../crypto/lru';
import type { VerificationKey } from '../crypto/verify';

import verification = require('../crypto/verify');

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

/** The verifications that the referee makes when nothing is remembered: the signer's value first. */
function verificationsOf(input: ValidationInput): readonly (() => void)[] {
  const watched = mock.method(verification, 'verifySignature');
  forgetSignatureStates();
  forgetChains();
  judge(input);
  const calls = watched.mock.calls.map((call) => call.arguments);
  watched.mock.restore();
  return calls.map(([identified, key, data, value]) => raw(identified, key, data, value));
}

/** The same message, key and value, and nothing but the mathematics; GOST with the tables of a key that was met before. */
function raw(
  { suite }: IdentifiedSuite,
  key: VerificationKey,
  data: Uint8Array,
  value: Uint8Array,
): () => void {
  const { gost } = suite;
  const octets = key.gost?.octets ?? new Uint8Array(0);
  const imported =
    gost === null ? createPublicKey({ key: Buffer.from(key.spki), format: 'der', type: 'spki' }) : null;
  return () => {
    const valid =
      imported === null
        ? gost !== null && verifyGost(gost, octets, data, value).valid
        : verify(suite.digest, data, imported, value);
    if (!valid) throw new Error('the raw value does not verify');
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

const RAW_ONE = 'raw verification of the signature value';
const RAW_ALL = 'raw verification of the same five values';

function row(what: string, perSecond: number, share: number): string {
  return `${what.padEnd(58)}${perSecond.toFixed(0).padStart(8)}/s${share.toFixed(2).padStart(8)} of raw`;
}

interface Row {
  readonly what: string;
  /** The row of the raw verifications that the work holds at least. */
  readonly against: string;
  readonly work: Work;
}

/** Verified anew: the signer's value, two certificates, two CRLs. */
function rowsOf(input: ValidationInput): readonly Row[] {
  const verifications = verificationsOf(input);
  const [ofValue] = verifications;
  if (ofValue === undefined || verifications.length !== 5) throw new Error('not the five verifications');
  const anew = (...forget: readonly (() => void)[]): Work => ({
    calls: 60,
    call: () => {
      for (const one of forget) one();
      judge(input);
      return undefined;
    },
  });
  return [
    { what: RAW_ONE, against: RAW_ONE, work: { calls: 300, call: () => void ofValue() } },
    {
      what: RAW_ALL,
      against: RAW_ALL,
      work: {
        calls: 60,
        call() {
          for (const one of verifications) one();
          return undefined;
        },
      },
    },
    { what: 'referee, chain and lists remembered', against: RAW_ONE, work: { ...anew(), calls: 200 } },
    {
      what: 'referee, chain and lists verified anew',
      against: RAW_ALL,
      work: anew(forgetSignatureStates, forgetChains),
    },
    {
      what: 'referee, all forgotten, keys imported too',
      against: RAW_ALL,
      work: anew(forgetSignatureStates, forgetChains, clearMemos),
    },
  ];
}

async function measure(title: string, rows: readonly Row[]): Promise<void> {
  const measured = await rates(rows.map(({ work }) => work));
  console.log(title);
  const rateOf = (name: string): number => measured[rows.findIndex(({ what }) => what === name)] ?? 0;
  for (const { what, against } of rows) console.log(row(what, rateOf(what), rateOf(what) / rateOf(against)));
}

async function main(): Promise<void> {
  const input = signature(SUITE);
  const pkijsWork: Work = { calls: 4, call: pkijsVerify(input) };
  await measure('referee: CAdES-B-B, P-256, 1 KiB, three certificates, two CRLs', [
    ...rowsOf(input),
    { what: 'pkijs, signature alone, no chain', against: RAW_ONE, work: pkijsWork },
  ]);
  await measure(
    `referee: CAdES-B-B, ${NATIONAL_SUITE}, 1 KiB, three certificates, two CRLs`,
    rowsOf(signature(NATIONAL_SUITE)),
  );
}

void main();
