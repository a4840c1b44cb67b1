/**
 * The cases of revocation information.
 *
 * @module
 */
import { issueOdd, oddAuthority, silentState } from '../../odd-pki';
import type { ForgedCase } from '../case';
import { byOdd } from '../signed';
import { EMBEDDED_CASES } from './material';
import { ROLE_CASES } from './roles';

const silent = byOdd(
  'revocation-silent',
  (hierarchy, { product: { suite } }) => silentState(hierarchy, suite).signer,
);

const unreachable = byOdd('revocation-unreachable', (hierarchy, { product: { suite } }) => {
  const issuer = oddAuthority(hierarchy, 'silent');
  return issueOdd(hierarchy, {
    issuer,
    label: `signer/revocation-unreachable/${suite}`,
    suite,
    pointers: {
      ...issuer.pointers,
      crlUrl: `${hierarchy.url}/issuing.crl-of-nobody`,
      ocspUrl: `${hierarchy.url}/ocsp-of-nobody`,
    },
  });
});

export const REVOCATION_CASES: readonly ForgedCase[] = [
  ...ROLE_CASES,
  ...EMBEDDED_CASES,
  silent,
  unreachable,
];
