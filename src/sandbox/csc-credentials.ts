/**
 * The credentials of a simulated CSC service: one per suite that signs digests, opened with the PIN of the test keys.
 *
 * @module
 */
import { createPublicKey, X509Certificate } from 'node:crypto';
import { digestByOid } from '../crypto/digests';
import { SUITES, type Suite, suiteById } from '../crypto/suites';
import { encodeBase64 } from '../encoding/base64';
import type { Identity } from '../forge/forged';
import type { SuiteId } from '../model/claim';
import { Fault } from './csc-faults';
import type { SimulatedState } from './simulated-state';

/** `credentials/authorize` allows as many at once. */
export const MULTISIGN = 8;

const RSA_KEY = '1.2.840.113549.1.1.1';
const EC_KEY = '1.2.840.10045.2.1';

export interface Held {
  readonly id: string;
  readonly suite: Suite;
  readonly identity: Identity;
}

/** EdDSA is left out: it cannot sign what it sees only the digest of. */
export function heldBy({ signer, profile }: SimulatedState): readonly Held[] {
  return signer.suites.flatMap((id) => {
    const suite = suiteById(id);
    if (suite === undefined || suite.family === 'eddsa') return [];
    return [{ id: `${profile.code.toLowerCase()}-${id}`, suite, identity: signer.identity(id) }];
  });
}

export function credentialOf(state: SimulatedState, id: string): Held {
  const held = heldBy(state).find((one) => one.id === id);
  if (held === undefined) throw new Fault('Invalid parameter credentialID');
  return held;
}

export interface CscKey {
  readonly status: 'enabled';
  readonly algo: readonly string[];
  readonly len: number;
  readonly curve?: string;
}

export function keyOf({ suite, identity }: Held): CscKey {
  const combined = rowsOfKey(suite).map(({ signatureOid }) => signatureOid ?? '');
  return {
    status: 'enabled',
    algo: [...new Set([keyAlgorithm(suite), ...combined])].filter((oid) => oid !== ''),
    len: lengthOf(suite, identity),
    ...(suite.key.kind === 'EC' && { curve: suite.key.curveOid }),
  };
}

/** An RSA key signs with and without a mask. */
function rowsOfKey({ key }: Suite): readonly Suite[] {
  return SUITES.filter((row) => row.key === key);
}

function keyAlgorithm({ key, signatureOid }: Suite): string {
  if (key.kind === 'RSA') return RSA_KEY;
  return key.kind === 'EC' ? EC_KEY : key.kind === 'GOST' ? key.algorithm : signatureOid;
}

function lengthOf({ key }: Suite, { key: pair }: Identity): number {
  if (key.kind === 'EC') return Number(key.curve.slice('P-'.length));
  if (key.kind !== 'RSA') return 0;
  const spki = createPublicKey({ key: Buffer.from(pair.spki), type: 'spki', format: 'der' });
  return spki.asymmetricKeyDetails?.modulusLength ?? 0;
}

/** What a signing call may name: the combined algorithm, or the key's with a digest beside it. */
export function suiteFor(held: Held, signAlgo: string, hashAlgo: string | undefined): SuiteId {
  const rows = rowsOfKey(held.suite);
  const combined = rows.filter((row) => row.signatureOid === signAlgo);
  const ofKey = signAlgo === keyAlgorithm(held.suite);
  if (combined.length === 0 && !ofKey) throw new Fault('Invalid parameter signAlgo');
  if (ofKey && hashAlgo === undefined) {
    throw new Fault('Missing (or invalid type) string parameter hashAlgorithmOID');
  }
  if (
    hashAlgo !== undefined &&
    digestByOid(hashAlgo) === undefined &&
    !rows.some((row) => row.digestOid === hashAlgo)
  ) {
    throw new Fault('Invalid parameter hashAlgorithmOID');
  }
  const fitting = (ofKey ? rows : combined).find(
    (row) => hashAlgo === undefined || row.digestOid === hashAlgo,
  );
  if (fitting === undefined) {
    throw new Fault('String parameter hashAlgorithmOID contradicts with signAlgo parameter');
  }
  return fitting.id;
}

export function certificateOf({ identity }: Held, certificates: string, certInfo: boolean): object {
  const all = [identity.certificate, ...identity.chain];
  const shown = certificates === 'chain' ? all : certificates === 'single' ? all.slice(0, 1) : [];
  return {
    status: 'valid',
    ...(certificates !== 'none' && { certificates: shown.map((one) => encodeBase64(one)) }),
    ...(certInfo && describe(identity.certificate)),
  };
}

function describe(der: Uint8Array): object {
  const { subject, issuer, serialNumber, validFrom, validTo } = new X509Certificate(der);
  return {
    issuerDN: issuer.split('\n').reverse().join(','),
    serialNumber,
    subjectDN: subject.split('\n').reverse().join(','),
    validFrom: generalized(new Date(validFrom)),
    validTo: generalized(new Date(validTo)),
  };
}

function generalized(time: Date): string {
  return time
    .toISOString()
    .replace(/[-:T]/g, '')
    .replace(/\.\d+Z$/, 'Z');
}
