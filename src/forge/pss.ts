/**
 * RSASSA-PSS with a derived salt: node:crypto draws a random one, so the same seed would not give the same bytes.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc8017#section-9.1.1 RFC 8017, section 9.1.1}
 * @module
 */
import { constants, createHmac, privateEncrypt } from 'node:crypto';
import { type Digest, digestByName } from '../crypto/digests';
import type { Suite } from '../crypto/suites';
import { TamgaError } from '../model/error';
import type { NodeKeyPair } from './forged';

const TRAILER = 0xbc;

export function signPss(suite: Suite, key: NodeKeyPair, data: Uint8Array): Uint8Array {
  return signPssHash(suite, key, digestByName(suite.digest).of(data));
}

/** By the digest alone, for services that are not shown what they sign. */
export function signPssHash(
  suite: Suite,
  key: NodeKeyPair,
  hash: Uint8Array,
  saltLength = digestByName(suite.digest).length,
): Uint8Array {
  const digest = digestByName(suite.digest);
  const bits = key.privateKey.asymmetricKeyDetails?.modulusLength;
  if (bits === undefined) throw new TamgaError('TAMGA-E-SUITE', `${suite.id} needs an RSA key`);
  // RFC 4055 section 3.1: the salt is as long as the digest by recommendation, and so our identifiers say.
  const salt = createHmac('sha512', key.spki)
    .update('pss salt')
    .update(hash)
    .digest()
    .subarray(0, saltLength);
  const encoded = encode(digest, hash, salt, bits);
  const padding = constants.RSA_NO_PADDING;
  return new Uint8Array(privateEncrypt({ key: key.privateKey, padding }, encoded));
}

/** EMSA-PSS for a modulus of whole octets: the encoded message is one bit shorter, so its first bit is zero. */
function encode(digest: Digest, hash: Uint8Array, salt: Uint8Array, bits: number): Uint8Array {
  const h = digest.of(Buffer.alloc(8), hash, salt);
  const block = Buffer.alloc(bits / 8 - h.length - 1);
  block[block.length - salt.length - 1] = 1;
  block.set(salt, block.length - salt.length);
  const mask = maskOf(digest, h, block.length);
  const masked = block.map((octet, at) => octet ^ (mask[at] ?? 0));
  masked[0] = (masked[0] ?? 0) & 0x7f;
  return Buffer.concat([masked, h, Buffer.of(TRAILER)]);
}

/** MGF1, RFC 8017 appendix B.2.1. */
function maskOf(digest: Digest, seed: Uint8Array, length: number): Uint8Array {
  const blocks: Uint8Array[] = [];
  for (let counter = 0; counter * digest.length < length; counter += 1) {
    const octets = Buffer.alloc(4);
    octets.writeUInt32BE(counter);
    blocks.push(digest.of(seed, octets));
  }
  return Buffer.concat(blocks);
}
