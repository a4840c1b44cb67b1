/**
 * The cases that every round starts from, and those of what is hard to read.
 *
 * @module
 */
import type { CaseId } from '../../model/vector';
import { beforeExpiry } from './before-expiry';
import { beforeRevocation } from './before-revocation';
import { byteOrder } from './byte-order';
import type { ForgedCase } from './case';
import { clockSkew } from './clock-skew';
import { content } from './content';
import { cyrillicNames } from './cyrillic-names';
import { expired } from './expired';
import { foreignTimeStamp } from './foreign-time-stamp';
import { fractionalTime } from './fractional-time';
import { goodForged } from './good-forged';
import { gostRevocation } from './gost-revocation';
import { gostTimeStamp } from './gost-time-stamp';
import { indefiniteLength } from './indefinite-length';
import { issuerByAia } from './issuer-by-aia';
import { ocspUnreachable } from './ocsp-unreachable';
import { revoked } from './revoked';
import { sBox } from './s-box';
import { sha1 } from './sha1';
import { signatureValue } from './signature-value';
import { signedAttribute } from './signed-attribute';
import { signingCertificate } from './signing-certificate';
import { unknownExtension } from './unknown-extension';
import { untrusted } from './untrusted';

export const CORE_CASES: readonly ForgedCase[] = [
  goodForged,
  beforeRevocation,
  beforeExpiry,
  content,
  signatureValue,
  signedAttribute,
  signingCertificate,
  revoked,
  expired,
  untrusted,
  sha1,
  byteOrder,
  sBox,
  issuerByAia,
  indefiniteLength,
  cyrillicNames,
  unknownExtension,
  ocspUnreachable,
  clockSkew,
  fractionalTime,
  foreignTimeStamp,
  gostTimeStamp,
  gostRevocation,
];

export const CORE_CASE_IDS: readonly CaseId[] = CORE_CASES.map(({ id }) => id);
