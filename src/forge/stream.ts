/**
 * Seeded bytes: HKDF-SHA512 of seed and label keys an HMAC counter stream, so that every label has its own.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5869 RFC 5869}
 * @module
 */
import { createHmac, hkdfSync } from 'node:crypto';

export interface Stream {
  bytes(length: number): Uint8Array;
  /** Uniform enough for test keys: reduces 64 bits more than the limit has. */
  integerBelow(limit: bigint): bigint;
}

const SALT = 'tamga forge';

export function stream(seed: string, label: string): Stream {
  const key = Buffer.from(hkdfSync('sha512', seed, SALT, label, 64));
  let counter = 0;
  let rest = Buffer.alloc(0);

  function bytes(length: number): Uint8Array {
    const parts = [rest];
    for (let available = rest.length; available < length; available += 64) {
      const block = Buffer.alloc(8);
      block.writeBigUInt64BE(BigInt(counter));
      counter += 1;
      parts.push(createHmac('sha512', key).update(block).digest());
    }
    const all = Buffer.concat(parts);
    rest = all.subarray(length);
    return new Uint8Array(all.subarray(0, length));
  }

  function integerBelow(limit: bigint): bigint {
    const wide = Math.ceil(limit.toString(16).length / 2) + 8;
    return toInteger(bytes(wide)) % limit;
  }

  return { bytes, integerBelow };
}

/** The first bytes of a label's stream. */
export function derive(seed: string, label: string, length: number): Uint8Array {
  return stream(seed, label).bytes(length);
}

/** Sixteen bytes that read as a positive INTEGER without a leading zero (RFC 5280 section 4.1.2.2 allows twenty). */
export function deriveSerial(seed: string, label: string): bigint {
  const bytes = derive(seed, label, 16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return toInteger(bytes);
}

export function toInteger(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
}

/** Big-endian, left-padded to the length. */
export function fromInteger(value: bigint, length: number): Uint8Array {
  return new Uint8Array(Buffer.from(value.toString(16).padStart(length * 2, '0'), 'hex'));
}
