/**
 * Deterministic signatures over digests that somebody else calculated: what remote signing services do.
 *
 * @module
 */
import { constants, privateEncrypt } from 'node:crypto';
import { digestByName } from '../crypto/digests';
import { signGostDigest } from '../crypto/gost/signing';
import { type SignatureFamily, type Suite, suiteById } from '../crypto/suites';
import { nullValue, objectIdentifier, octetString, sequence } from '../encoding/der-writer';
import type { SuiteId } from '../model/claim';
import { TamgaError } from '../model/error';
import { curveByName } from './curves';
import type { KeyPair, NodeKeyPair } from './forged';
import { signPssHash } from './pss';

type Signer = (suite: Suite, key: KeyPair, hash: Uint8Array) => Uint8Array;

/** RFC 8032 section 5.1.6: EdDSA goes over the message twice, so there is nothing to do with a digest of it. */
const SIGNERS: Readonly<Record<Exclude<SignatureFamily, 'eddsa'>, Signer>> = {
  'rsa-pkcs1': ({ id, digestOid }, key, hash) => {
    // RFC 8017 section 9.2, note 1: in DigestInfo the parameters are NULL.
    const digestInfo = sequence(sequence(objectIdentifier(digestOid), nullValue()), octetString(hash));
    const padding = constants.RSA_PKCS1_PADDING;
    return new Uint8Array(privateEncrypt({ key: nodeKey(id, key).privateKey, padding }, digestInfo));
  },
  'rsa-pss': (suite, key, hash) => signPssHash(suite, nodeKey(suite.id, key), hash),
  ecdsa: ({ id, key: { kind, ...curve } }, key, hash) => {
    if (kind !== 'EC' || !('curve' in curve)) throw new TamgaError('TAMGA-E-SUITE', `${id} names no curve`);
    const { d = '' } = nodeKey(id, key).privateKey.export({ format: 'jwk' });
    const options = { prehash: false, lowS: false, format: 'der' } as const;
    return curveByName(curve.curve).sign(hash, Buffer.from(d, 'base64url'), options);
  },
  gost: ({ id, gost }, key, hash) => {
    if (gost === null || key.kind !== 'gost' || key.curve !== gost.curve) {
      throw new TamgaError('TAMGA-E-SUITE', `${id} needs a key on its own curve`);
    }
    return signGostDigest(gost, key.secret, hash);
  },
};

/** The same octets as `signWith` over what the digest was taken of. */
export function signHashWith(id: SuiteId, key: KeyPair, hash: Uint8Array): Uint8Array {
  const suite = suiteById(id);
  if (suite === undefined || suite.family === 'eddsa') {
    throw new TamgaError('TAMGA-E-SUITE', `${id} does not sign digests`);
  }
  if (hash.length !== digestByName(suite.digest).length) {
    throw new TamgaError('TAMGA-E-SUITE', `${id} does not sign digests of ${hash.length} bytes`);
  }
  return SIGNERS[suite.family](suite, key, hash);
}

function nodeKey(id: SuiteId, key: KeyPair): NodeKeyPair {
  if (key.kind === 'node') return key;
  throw new TamgaError('TAMGA-E-SUITE', `${id} does not sign with a key of this kind`);
}
