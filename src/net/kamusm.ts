/**
 * The header `identity` of the Kamu SM time-stamping service: user, and the message imprint under the user's password.
 *
 * The service has no published description; this is what open clients send (KilimcininKorOglu/kamusm-go, kamusm-zd).
 *
 * @module
 */
import { createCipheriv, pbkdf2Sync, randomBytes } from 'node:crypto';
import { openAs, parseDer, take } from '../encoding/der';
import { readOctetString } from '../encoding/der-values';
import { integer, octetString, sequence } from '../encoding/der-writer';
import { TAG } from '../encoding/tags';
import type { Silent } from '../model/answer';
import { TamgaError } from '../model/error';
import type { Kamusm } from '../model/profile';
import { silent } from './silence';
import type { Outgoing } from './transfer';

const QUERY_TYPE = 'application/timestamp-query';

/** Only a time-stamp request has an imprint to put under the password; anything else goes without the header. */
export function identityHeaders(auth: Kamusm, out: Outgoing): Readonly<Record<string, string>> | Silent {
  if (out.body === null || out.headers['Content-Type'] !== QUERY_TYPE) return {};
  try {
    return { identity: identityOf(auth, imprintOf(out.body), randomBytes(16)) };
  } catch (error) {
    if (error instanceof TamgaError) return silent('denied', `no identity was made: ${error.message}`);
    throw error;
  }
}

export function identityOf(
  { userId, password, iterations }: Omit<Kamusm, 'scheme'>,
  imprint: Uint8Array,
  salt: Uint8Array,
): string {
  const key = pbkdf2Sync(password, salt, iterations, 32, 'sha256');
  // Clients use the salt as the initialisation vector too, and say both.
  const cipher = createCipheriv('aes-256-cbc', key, salt);
  const encrypted = Buffer.concat([cipher.update(imprint), cipher.final()]);
  const identity = sequence(
    integer(userId),
    octetString(salt),
    integer(iterations),
    octetString(salt),
    octetString(encrypted),
  );
  return Buffer.from(identity).toString('hex');
}

/** RFC 3161 section 2.4.1: version, then messageImprint with algorithm and hashed message. */
function imprintOf(query: Uint8Array): Uint8Array {
  const request = openAs(parseDer(query), TAG.sequence, 'TimeStampReq');
  take(request, TAG.integer, 'version');
  const imprint = openAs(take(request, TAG.sequence, 'messageImprint'), TAG.sequence, 'messageImprint');
  take(imprint, TAG.sequence, 'hashAlgorithm');
  return readOctetString(take(imprint, TAG.octetString, 'hashedMessage'), 'hashedMessage');
}
