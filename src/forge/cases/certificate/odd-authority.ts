/**
 * Cases of certificates whose issuer breaks a rule: the chain ends in the anchor of the state all the same.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5280#section-6.1 RFC 5280, section 6.1}
 * @module
 */
import type { CaseId } from '../../../model/vector';
import type { OddAuthorityName } from '../../odd-authorities';
import { issueOdd, oddAuthority } from '../../odd-pki';
import type { ForgedCase } from '../case';
import { byOdd } from '../signed';

const CASES: Readonly<Record<CaseId, OddAuthorityName>> = {
  'ca-flag-missing': 'no-ca-flag',
  'basic-constraints-missing': 'no-basic-constraints',
  'ca-may-not-issue': 'no-cert-sign',
  'path-too-long': 'too-deep',
  'names-not-permitted': 'other-names',
  'policy-not-permitted': 'other-policy',
  'ca-unknown-critical-extension': 'unknown-critical',
  'ca-expired': 'expired',
  'ca-revoked': 'revoked',
  'ca-short-key': 'short-key',
  'ca-signs-sha1': 'signs-sha-one',
  'look-alike-issuer': 'look-alike',
};

export const ODD_AUTHORITY_CASES: readonly ForgedCase[] = Object.entries(CASES).map(([id, name]) =>
  byOdd(id, (hierarchy, { product: { suite } }) =>
    issueOdd(hierarchy, {
      label: `signer/under-${name}/${suite}`,
      suite,
      issuer: oddAuthority(hierarchy, name),
    }),
  ),
);
