/**
 * Referee verifications a second of CAdES-B-B over P-256 (1 KiB, three certificates) against raw verification and pkijs.
 *
 * @module
 */
import { createPublicKey, generateKeyPairSync, type KeyObject, sign, verify, webcrypto } from 'node:crypto';
import * as pkijs from 'pkijs';
import { clearMemos } from '../crypto/lru';
import { mintState } from '../forge/pki';
import { signProduct } from '../forge/product';
import { crl } from '../forge/revocation';
import { TEST_INSTANT, TEST_PROFILE } from '../forge/testing-profile';
import { timeline } from '../forge/timeline';
import { forgetSignatureStates } from '../pki/signature';
import { DEFAULT_POLICY } from './default-policy';
import { validate } from './validate';
import type { ValidationInput } from './validation';

const BATCHES = 25;
const SUITE = 'ecdsa-p256-sha256';

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

function signature(): ValidationInput {
  // All three keys are P-256, so that every verification costs the same.
  const profile = { ...TEST_PROFILE, root: { ...TEST_PROFILE.root, suite: SUITE } };
  const state = mintState('bench', TEST_INSTANT, 'KZ', profile);
  const { recent } = timeline(TEST_INSTANT);
  const made = signProduct({
    state,
    product: { format: 'CAdES', level: 'B-B', packaging: 'attached', suite: SUITE },
    document: Buffer.alloc(1024, 0x54),
    identity: state.signer(SUITE),
    times: recent,
  });
  return {
    file: made.signature,
    contents: [],
    context: {
      currentTime: TEST_INSTANT,
      anchors: [state.root.certificate],
      material: { certificates: [], crls: [crl(state, 'root'), crl(state, 'issuing')], ocspResponses: [] },
      algorithms: DEFAULT_POLICY,
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

async function main(): Promise<void> {
  const input = signature();
  const raw = rawVerify();
  const pkijsCall = pkijsVerify(input);
  const anew = (...forget: readonly (() => void)[]) => ({
    calls: 60,
    call: () => {
      for (const one of forget) one();
      judge(input);
      return undefined;
    },
  });
  // Verified anew: the signer's value, two certificates, two CRLs.
  const rows = [
    { what: 'raw crypto.verify', against: 1, work: { calls: 300, call: () => void raw() } },
    { what: 'referee, chain and lists remembered', against: 1, work: { ...anew(), calls: 200 } },
    { what: 'referee, chain and lists verified anew', against: 5, work: anew(forgetSignatureStates) },
    {
      what: 'referee, all forgotten, keys imported too',
      against: 5,
      work: anew(forgetSignatureStates, clearMemos),
    },
    { what: 'pkijs, signature alone, no chain', against: 1, work: { calls: 4, call: pkijsCall } },
  ];
  const measured = await rates(rows.map(({ work }) => work));
  console.log('referee: CAdES-B-B, P-256, 1 KiB, three certificates, two CRLs');
  for (const [index, { what, against }] of rows.entries()) {
    console.log(row(what, measured[index] ?? 0, measured[0] ?? 0, against));
  }
}

void main();
