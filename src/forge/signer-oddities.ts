/**
 * What is unusual about the signer certificates of some roles: right, and hard to read abroad.
 *
 * @module
 */
import * as asn1js from 'asn1js';
import type * as pkijs from 'pkijs';
import type { CertificateProfile } from '../model/profile';
import { extension } from './asn1';
import type { Pointers } from './certificate';
import type { SignerRole } from './forged';
import type { NameAttribute } from './names';

interface Oddity {
  readonly attributes: readonly NameAttribute[];
  /** Beside those that every signer has. */
  readonly extensions: readonly pkijs.Extension[];
  pointTo(pointers: Pointers): Pointers;
}

/** Under the enterprise number that RFC 5612 sets aside for examples, in the place of a national arc. */
const NATIONAL_EXTENSION = '1.3.6.1.4.1.32473.398.1';

/** Letters of the national alphabets, in both string types that can hold them (X.520 DirectoryString). */
const CYRILLIC: readonly NameAttribute[] = [
  { type: 'O', value: 'ТАМҒА СЫНАҚ, TAMGA TEST', kind: 'bmpString' },
  { type: 'OU', value: 'ӘҢҒҮҰҚӨҺІ бөлімі', kind: 'bmpString' },
  { type: 'L', value: 'Сынақ қаласы' },
];

/** CRLReason (RFC 5280 section 5.3.1). */
export const REASON = {
  keyCompromise: 1,
  cACompromise: 2,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
  certificateHold: 6,
  privilegeWithdrawn: 9,
  aACompromise: 10,
} as const;

export interface Revocation {
  /** Null: the issuer gives none. */
  readonly reason: number | null;
}

const REVOCATIONS: Readonly<Partial<Record<SignerRole, Revocation>>> = {
  revoked: { reason: REASON.superseded },
  // RFC 5280 section 5.3.1: unspecified is said by saying nothing.
  'revoked-unspecified': { reason: null },
  'revoked-key-compromise': { reason: REASON.keyCompromise },
  'revoked-ca-compromise': { reason: REASON.cACompromise },
  'revoked-affiliation-changed': { reason: REASON.affiliationChanged },
  'revoked-cessation': { reason: REASON.cessationOfOperation },
  'revoked-privilege-withdrawn': { reason: REASON.privilegeWithdrawn },
  'revoked-aa-compromise': { reason: REASON.aACompromise },
  'on-hold': { reason: REASON.certificateHold },
};

/** What becomes of the certificates of a role; undefined of most. */
export function revocationOf(role: SignerRole): Revocation | undefined {
  return REVOCATIONS[role];
}

export function unusual(role: SignerRole, { signer }: CertificateProfile): Oddity {
  const usual: Oddity = { attributes: signer, extensions: [], pointTo: (pointers) => pointers };
  return { ...usual, ...ODDITIES[role]?.(usual) };
}

const ODDITIES: Readonly<Partial<Record<SignerRole, (usual: Oddity) => Partial<Oddity>>>> = {
  'cyrillic-names': ({ attributes }) => ({
    attributes: [...attributes.filter(({ type }) => !['O', 'OU', 'L'].includes(type)), ...CYRILLIC],
  }),
  // RFC 5280 section 4.2: a non-critical extension that is not recognised may be ignored.
  'unknown-extension': () => ({
    extensions: [extension(NATIONAL_EXTENSION, new asn1js.Utf8String({ value: 'TAMGA TEST' }))],
  }),
  // The CRL is still there: RFC 6960 takes nothing away from RFC 5280.
  'ocsp-unreachable': () => ({
    pointTo: (pointers) =>
      pointers.ocspUrl === undefined ? pointers : { ...pointers, ocspUrl: `${pointers.ocspUrl}-of-nobody` },
  }),
};
