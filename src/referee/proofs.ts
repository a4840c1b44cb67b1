/**
 * Proofs of existence: the earliest time at which an object is known to have been there.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31910201/ EN 319 102-1, section 5.6.2.3}
 * @module
 */
import { structureKey } from '../crypto/lru';
import { embeddedMaterial } from '../formats/cms/read';
import type { Proof } from '../formats/facts';
import type { Material } from '../formats/material';
import { tryParseOcsp } from '../pki/ocsp';
import type { Environment } from './environment';

export interface Proofs {
  /** Of a certificate, CRL, OCSP response or token, DER; the current time where nothing proves an earlier one. */
  of(der: Uint8Array): number;
  /** Of the signature value and all that is signed. */
  readonly signature: number;
}

export interface ProofCollector extends Proofs {
  /** All that was in the scope of a valid token existed at its time. */
  add(proof: Proof, time: number): void;
}

/** Section 5.6.3.4 step 1: all that is at hand exists now. */
export function collectProofs({ now, tokens }: Environment): ProofCollector {
  const earliest = new Map<string, number>();
  let signature = now;
  const note = (der: Uint8Array, time: number): void => {
    const key = structureKey(der);
    earliest.set(key, Math.min(time, earliest.get(key) ?? now));
  };
  const noteMaterial = ({ certificates, crls, ocspResponses }: Material, time: number): void => {
    for (const der of [...certificates, ...crls]) note(der, time);
    // The statement is in the basic response, whatever it was wrapped in.
    for (const der of ocspResponses) note(tryParseOcsp(der)?.der ?? der, time);
  };
  return {
    of: (der) => earliest.get(structureKey(der)) ?? now,
    get signature() {
      return signature;
    },
    add(proof, time) {
      if (proof.signature) signature = Math.min(signature, time);
      noteMaterial(proof.material, time);
      for (const bytes of proof.timeStamps) {
        note(bytes, time);
        const token = tokens.get(bytes);
        if (token !== undefined) noteMaterial(embeddedMaterial(token.signedData), time);
      }
    },
  };
}
