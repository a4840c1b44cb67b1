/**
 * Certification authorities that break one rule each, beside the issuing CA of a state.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5280 RFC 5280}
 * @module
 */
import * as asn1js from 'asn1js';
import type * as pkijs from 'pkijs';
import type { SuiteId } from '../model/claim';
import { explicit, extension, oid, opaque, sequence } from './asn1';
import { authorityExtensions, authorityUsages } from './certificate';
import type { KeyPair } from './forged';
import { mintRsaKeyPair } from './keys';
import { encodeName } from './names';
import type { Period, Timeline } from './timeline';

export interface OddAuthorityRow {
  readonly extensions: (spki: Uint8Array) => readonly pkijs.Extension[];
  /** The root unless named. */
  readonly below?: 'issuing';
  readonly validity?: (times: Timeline) => Period;
  /** What it signs with, in place of the suite of the issuing CA. */
  readonly suite?: SuiteId;
  readonly key?: (seed: string, label: string) => KeyPair;
  /** Listed as revoked by the root. */
  readonly revoked?: true;
  /** Named as the issuing CA, under a root that is named as the state's. */
  readonly lookAlike?: true;
  /** Publishes no list: who signs under it must bring what speaks of the certificate. */
  readonly silent?: true;
}

const usual = (spki: Uint8Array): readonly pkijs.Extension[] => authorityExtensions(spki, 0);

/** RFC 5612: an enterprise number for examples. */
const EXAMPLE_ARC = '1.3.6.1.4.1.32473';
const OID = {
  nameConstraints: '2.5.29.30',
  policyConstraints: '2.5.29.36',
  certificatePolicies: '2.5.29.32',
  nobodyKnows: `${EXAMPLE_ARC}.398.2`,
  otherPolicy: `${EXAMPLE_ARC}.398.3`,
} as const;

export type OddAuthorityName =
  | 'no-ca-flag'
  | 'no-cert-sign'
  | 'no-basic-constraints'
  | 'too-deep'
  | 'other-names'
  | 'other-policy'
  | 'unknown-critical'
  | 'expired'
  | 'revoked'
  | 'short-key'
  | 'signs-sha-one'
  | 'look-alike'
  | 'silent';

export const ODD_AUTHORITIES: Readonly<Record<OddAuthorityName, OddAuthorityRow>> = {
  'no-ca-flag': { extensions: (spki) => authorityUsages(spki, { ca: false, certificates: true }) },
  'no-cert-sign': { extensions: (spki) => authorityUsages(spki, { ca: true, certificates: false }) },
  'no-basic-constraints': {
    extensions: (spki) => authorityUsages(spki, { ca: null, certificates: true }),
  },
  // The issuing CA may have no authority below it.
  'too-deep': { extensions: usual, below: 'issuing' },
  'other-names': { extensions: (spki) => [...usual(spki), otherNames()] },
  'other-policy': { extensions: (spki) => [...usual(spki), onlyOtherPolicy(), explicitPolicy()] },
  'unknown-critical': {
    extensions: (spki) => [
      ...usual(spki),
      extension(OID.nobodyKnows, new asn1js.Utf8String({ value: 'TAMGA TEST' }), true),
    ],
  },
  expired: {
    extensions: usual,
    validity: ({ issuing, early }) => ({ notBefore: issuing.notBefore, notAfter: early.stamped }),
  },
  revoked: { extensions: usual, revoked: true },
  'short-key': {
    extensions: usual,
    suite: 'rsa-pkcs1-sha256',
    key: (seed, label) => mintRsaKeyPair(seed, label, 1024),
  },
  'signs-sha-one': {
    extensions: usual,
    suite: 'rsa-pkcs1-sha1',
    key: (seed, label) => mintRsaKeyPair(seed, label, 2048),
  },
  'look-alike': { extensions: usual, lookAlike: true },
  silent: { extensions: usual, silent: true },
};

/** RFC 5280 section 4.2.1.10: one permitted directory name, that of another state. */
function otherNames(): pkijs.Extension {
  const name = opaque(encodeName([{ type: 'C', value: 'XX' }]));
  const subtree = sequence(explicit(4, name));
  return extension(OID.nameConstraints, sequence(explicit(0, subtree)), true);
}

/** RFC 5280 section 4.2.1.11: requireExplicitPolicy [0] IMPLICIT SkipCerts, from this certificate on. */
function explicitPolicy(): pkijs.Extension {
  const skip = new asn1js.Primitive({
    idBlock: { tagClass: 3, tagNumber: 0 },
    valueHex: Buffer.of(0),
  });
  return extension(OID.policyConstraints, sequence(skip), true);
}

function onlyOtherPolicy(): pkijs.Extension {
  return extension(OID.certificatePolicies, sequence(sequence(oid(OID.otherPolicy))), false);
}
