/**
 * Cases of certificates that the issuing CA issued, or seems to have issued, and that sign nothing.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5280 RFC 5280}
 * @module
 */
import * as asn1js from 'asn1js';
import { TamgaError } from '../../../model/error';
import { encode, extension, time } from '../../asn1';
import { extensionsFor, signerExtensions } from '../../certificate';
import type { ForgedState, Identity, KeyPair } from '../../forged';
import { mintKeyPair } from '../../keys';
import { encodeName } from '../../names';
import { issueOdd, issuingCa, type OddSubject } from '../../odd-pki';
import { knownSuite } from '../../signing';
import { timeline } from '../../timeline';
import type { ForgedCase } from '../case';
import { byOdd, byRole } from '../signed';

const DAY = 24 * 60 * 60 * 1000;

/** RFC 5612: an enterprise number for examples. */
const NOBODY_KNOWS = '1.3.6.1.4.1.32473.398.4';

type Row = readonly [string, (hierarchy: ForgedState, suite: string) => Partial<OddSubject>];

const ROWS: readonly Row[] = [
  [
    'encipherment-only',
    () => ({ extensions: (spki) => extensionsFor(spki, { usage: ['keyEncipherment'], extended: null }) }),
  ],
  [
    'unknown-critical-extension',
    ({ profile }) => ({
      extensions: (spki) => [
        ...signerExtensions(profile, spki),
        extension(NOBODY_KNOWS, new asn1js.Utf8String({ value: 'TAMGA TEST' }), true),
      ],
    }),
  ],
  [
    'not-yet-valid',
    ({ instant }) => {
      const { signer } = timeline(instant);
      const { notAfter } = signer('good', 3);
      return { validity: { notBefore: new Date(timeline(instant).instant.getTime() + DAY), notAfter } };
    },
  ],
];

const BY_ISSUING_CA = ROWS.map(([id, change]) =>
  byOdd(id, (hierarchy, { product: { suite } }) =>
    issueOdd(hierarchy, { label: `signer/${id}/${suite}`, suite, ...change(hierarchy, suite) }),
  ),
);

/** The name of the issuing CA and its key identifier, and the signature of another key. */
const forgedCertificate = byOdd('forged-certificate', (hierarchy, { product: { suite } }) => {
  const usual = issuingCa(hierarchy);
  const { identity } = usual.authority;
  const other = mintKeyPair(hierarchy.seed, `${hierarchy.url}/forger`, knownSuite(identity.suite));
  const key: KeyPair = { ...other, spki: identity.key.spki };
  const authority = { ...usual.authority, identity: { ...identity, key } };
  return issueOdd(hierarchy, { label: `signer/forged/${suite}`, suite, issuer: { ...usual, authority } });
});

const selfSigned = byOdd('self-signed', (hierarchy, { product: { suite } }) => {
  const key = mintKeyPair(hierarchy.seed, `${hierarchy.url}/self-signed/${suite}`, knownSuite(suite));
  const { signer } = hierarchy.profile;
  const identity: Identity = { certificate: new Uint8Array(), key, suite, chain: [] };
  const authority = { identity, name: encodeName(signer) };
  return issueOdd(hierarchy, {
    label: `signer/self-signed/${suite}`,
    suite,
    key,
    issuer: { authority, chain: [], pointers: {} },
  });
});

/** An expired certificate whose holder wrote a later end of validity into it. */
const validityAltered = byOdd('validity-altered', (hierarchy, { product: { suite } }) => {
  const expired = hierarchy.signer(suite, 'expired');
  const { notAfter } = timeline(hierarchy.instant).signer('expired', 1);
  const later = new Date(notAfter);
  later.setUTCFullYear(later.getUTCFullYear() + 4);
  return { ...expired, certificate: replaced(expired.certificate, timeOf(notAfter), timeOf(later)) };
});

function timeOf(value: Date): Uint8Array {
  return encode(time(value).toSchema());
}

function replaced(bytes: Uint8Array, from: Uint8Array, to: Uint8Array): Uint8Array {
  const at = Buffer.from(bytes).indexOf(from);
  if (at < 0 || from.length !== to.length) {
    throw new TamgaError('TAMGA-E-INTERNAL', 'the certificate has no such end of validity');
  }
  const changed = new Uint8Array(bytes);
  changed.set(to, at);
  return changed;
}

/** The signer is good; it signed before the certificate was valid. */
const signedBeforeValidity = byRole('signed-before-validity', 'good', ({ root }) => {
  const claimed = new Date(root.notBefore.getTime() + 2 * 365 * DAY);
  return { claimed, stamped: new Date(claimed.getTime() + 5000) };
});

export const ODD_SIGNER_CASES: readonly ForgedCase[] = [
  ...BY_ISSUING_CA,
  forgedCertificate,
  selfSigned,
  validityAltered,
  signedBeforeValidity,
];
