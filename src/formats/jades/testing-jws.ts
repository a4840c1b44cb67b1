/**
 * A small maker of JWS for tests: every parameter as asked, nothing checked.
 *
 * @module
 */
import { digestByName } from '../../crypto/digests';
import { next, openAs, parseDer } from '../../encoding/der';
import { readIntegerBytes } from '../../encoding/der-values';
import { TAG } from '../../encoding/tags';
import { testCertificate, testKey } from '../../pki/testing-certificates';

export const TEST_SIGNER = testCertificate({ subject: 'JWS signer', key: testKey(71) });

/** A P-256 signature as JWS has it: r and s side by side (RFC 7518 section 3.4). */
export function signPlain(data: Uint8Array): Uint8Array {
  const cursor = openAs(parseDer(TEST_SIGNER.key.sign(data)), TAG.sequence, 'a signature');
  const value = Buffer.alloc(64);
  for (const end of [32, 64]) {
    const integer = Buffer.from(readIntegerBytes(next(cursor, 'an integer'), 'an integer'));
    const magnitude = integer.subarray(Math.max(0, integer.length - 32));
    magnitude.copy(value, end - magnitude.length);
  }
  return value;
}

export function base64url(data: Uint8Array | string): string {
  return Buffer.from(data).toString('base64url');
}

/** What a JAdES signature of today has at least. */
export function jadesHeader(more: object = {}): object {
  return {
    alg: 'ES256',
    iat: 1_788_000_000,
    x5c: [Buffer.from(TEST_SIGNER.der).toString('base64')],
    'x5t#S256': base64url(digestByName('sha256').of(TEST_SIGNER.der)),
    ...more,
  };
}

export interface TestJws {
  readonly payload: string;
  readonly protected: string;
  readonly signature: string;
}

/** `payload`: as it stands behind the dot of the signing input. */
export function testJws(header: object | string, payload: string): TestJws {
  const encoded = base64url(typeof header === 'string' ? header : JSON.stringify(header));
  const signature = base64url(signPlain(Buffer.from(`${encoded}.${payload}`, 'utf8')));
  return { payload, protected: encoded, signature };
}

export function compact(jws: TestJws): Uint8Array {
  return Buffer.from(`${jws.protected}.${jws.payload}.${jws.signature}`);
}

export function json(value: object): Uint8Array {
  return Buffer.from(JSON.stringify(value));
}
