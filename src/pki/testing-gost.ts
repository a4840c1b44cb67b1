/**
 * GOST test keys for the small makers of certificates and CMS, and keys that do one thing wrong on purpose.
 *
 * @module
 */
import type { GostParameters } from '../crypto/gost/signature';
import { gostPublicKey, signGost } from '../crypto/gost/signing';
import { type Suite, suiteById } from '../crypto/suites';
import { bitString, nullValue, objectIdentifier, octetString, sequence } from '../encoding/der-writer';
import type { TestKey } from './testing-certificates';

export interface GostTestChange {
  /** Signs with these instead of what the row says; what is declared stays that of the row. */
  readonly signsWith?: Partial<GostParameters>;
  /** Octets in the place of the public key. */
  readonly publicKey?: Uint8Array;
  /** OIDs in the place of the key parameters. */
  readonly keyParameters?: readonly string[];
  /** OID in the place of the one that SignerInfo has. */
  readonly signerInfoOid?: string;
  /** Octets in the place of the signature value, which is handed in. */
  readonly value?: (value: Uint8Array) => Uint8Array;
}

export function gostSuite(id: string): Suite & { readonly gost: GostParameters } {
  const suite = suiteById(id);
  if (suite?.gost == null) throw new Error(`${id} is no GOST suite`);
  return { ...suite, gost: suite.gost };
}

/** The key of the suite whose secret is the number: the same in every run, known to everybody. */
export function gostTestKey(id: string, secret: number, change: GostTestChange = {}): TestKey {
  const suite = gostSuite(id);
  const { signsWith, publicKey, signerInfoOid = suite.signerInfoOid, value = (octets) => octets } = change;
  const parameters = { ...suite.gost, ...signsWith };
  const octets = publicKey ?? gostPublicKey(suite.gost.curve, BigInt(secret));
  const nothing = suite.parameters === 'null' ? [nullValue()] : [];
  return {
    spki: gostSpki(suite, octets, change.keyParameters),
    algorithm: sequence(objectIdentifier(suite.signatureOid), ...nothing),
    signerInfoAlgorithm: sequence(objectIdentifier(signerInfoOid), ...nothing),
    digestAlgorithm: sequence(objectIdentifier(suite.digestOid), ...nothing),
    digest: suite.digest,
    sign: (data) => value(signGost(parameters, BigInt(secret), data)),
  };
}

function gostSpki({ key }: Suite, octets: Uint8Array, change?: readonly string[]): Uint8Array {
  if (key.kind !== 'GOST') throw new Error('no GOST key');
  const parameters = sequence(...(change ?? key.parameters).map(objectIdentifier));
  return sequence(sequence(objectIdentifier(key.algorithm), parameters), bitString(octetString(octets)));
}
