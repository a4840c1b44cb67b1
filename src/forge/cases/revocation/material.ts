/**
 * Cases of revocation information that the signature brings for a certificate that says nowhere else where it is.
 *
 * What concerns the chain of the time-stamp stays as it was.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc6960 RFC 6960}
 * @see {@link https://www.rfc-editor.org/rfc/rfc5280#section-5 RFC 5280, section 5}
 * @module
 */
import * as asn1js from 'asn1js';
import type { Product } from '../../../model/claim';
import { isAdes } from '../../../model/forms';
import { extension, sequence } from '../../asn1';
import { EKU, extensionsFor, ocspResponderExtensions, readCertificate } from '../../certificate';
import type { ForgedState, Identity } from '../../forged';
import { mintKeyPair } from '../../keys';
import type { ValidationMaterial } from '../../long-term';
import { issueOdd, oddAuthority, silentState } from '../../odd-pki';
import type { Deviation } from '../../product';
import { type ListParts, ocspResponse, signedList } from '../../revocation';
import { knownSuite } from '../../signing';
import { timeline } from '../../timeline';
import type { ForgedCase } from '../case';
import { hierarchyOf, sign } from '../signed';

/** What stands in the place of the response about the signer. */
type Said = Pick<ValidationMaterial, 'crls' | 'ocspResponses'>;
type Saying = (state: ForgedState, signer: Identity, hierarchy: ForgedState) => Partial<Said>;

const DAY = 24 * 60 * 60 * 1000;

function ago(state: ForgedState, days: number): { readonly thisUpdate: Date; readonly nextUpdate: Date } {
  const t = timeline(state.instant).instant.getTime();
  return { thisUpdate: new Date(t - days * DAY), nextUpdate: new Date(t - (days - 1) * DAY) };
}

function response(state: ForgedState, certificate: Uint8Array, days = 1 / 24): Partial<Said> {
  const times = { ...ago(state, days), archiveCutoff: ago(state, 400).thisUpdate };
  return { ocspResponses: [ocspResponse(state, certificate, times)] };
}

function list(state: ForgedState, issuer: Identity, days = 1 / 24, parts: ListParts = {}): Partial<Said> {
  return { crls: [signedList(issuer, state.issued, ago(state, days), parts)] };
}

/** Another key under the certificate and the key identifier of the true one. */
function forged(state: ForgedState, identity: Identity): Identity {
  const key = mintKeyPair(state.seed, `${state.url}/forger`, knownSuite(identity.suite));
  return { ...identity, key: { ...key, spki: identity.key.spki } };
}

function responder(
  real: ForgedState,
  state: ForgedState,
  kind: 'no-purpose' | 'look-alike' | 'expired',
): ForgedState {
  const { suite } = state.ocsp;
  const { early } = timeline(state.instant);
  const purposes = { purposes: [EKU.emailProtection], critical: false };
  const ocsp = issueOdd(real, {
    label: `ocsp/${kind}`,
    suite,
    attributes: state.profile.ocsp.subject,
    pointers: {},
    extensions:
      kind === 'no-purpose'
        ? (spki) => extensionsFor(spki, { usage: ['digitalSignature'], extended: purposes })
        : ocspResponderExtensions,
    issuer: oddAuthority(real, kind === 'look-alike' ? 'look-alike' : 'silent'),
    ...(kind === 'expired'
      ? { validity: { notBefore: timeline(state.instant).root.notBefore, notAfter: early.stamped } }
      : {}),
  });
  return { ...state, ocsp };
}

/** Named as the authority that it stands for, with a key of its own and its key identifier. */
function sameName(state: ForgedState, hierarchy: ForgedState): Identity {
  const { key, suite } = oddAuthority(hierarchy, 'look-alike').authority.identity;
  return { ...state.issuing, key, suite };
}

const ISSUING_DISTRIBUTION_POINT = '2.5.29.28';
const NOBODY_KNOWS = '1.3.6.1.4.1.32473.398.5';

/** RFC 5280 section 5.2.5: onlyContainsCACerts [2] IMPLICIT BOOLEAN. */
const AUTHORITIES_ONLY = extension(
  ISSUING_DISTRIBUTION_POINT,
  sequence(new asn1js.Primitive({ idBlock: { tagClass: 3, tagNumber: 2 }, valueHex: Buffer.of(0xff) })),
  true,
);

const ROWS: Readonly<Record<string, Saying>> = {
  'embedded-revocation': (state, { certificate }) => response(state, certificate),
  'embedded-list': (state) => list(state, state.issuing),
  'revocation-values-missing': () => ({}),
  'ocsp-stale': (state, { certificate }) => response(state, certificate, 30),
  'ocsp-future': (state, { certificate }) => response(state, certificate, -2),
  'ocsp-of-another': (state, { suite }, real) => response(state, real.signer(suite, 'other').certificate),
  'ocsp-unknown': (state, { certificate }) => response({ ...state, issued: [] }, certificate),
  'ocsp-unauthorised': (state, { certificate }, real) =>
    response(responder(real, state, 'no-purpose'), certificate),
  'ocsp-look-alike': (state, { certificate }, real) =>
    response(responder(real, state, 'look-alike'), certificate),
  'ocsp-responder-expired': (state, { certificate }, real) =>
    response(responder(real, state, 'expired'), certificate),
  'ocsp-forged': (state, { certificate }) =>
    response({ ...state, ocsp: forged(state, state.ocsp) }, certificate),
  'crl-stale': (state) => list(state, state.issuing, 30),
  'crl-future': (state) => list(state, state.issuing, -2),
  'crl-forged': (state) => list(state, forged(state, state.issuing)),
  'crl-of-another': (state, _, real) => list(state, oddAuthority(real, 'other-names').authority.identity),
  'crl-look-alike': (state, _, real) => list(state, sameName(state, real)),
  'crl-unknown-critical': (state) =>
    list(state, state.issuing, undefined, {
      further: [extension(NOBODY_KNOWS, new asn1js.Null(), true)],
    }),
  'crl-authorities-only': (state) => list(state, state.issuing, undefined, { further: [AUTHORITIES_ONLY] }),
};

function embedding(id: string, saying: Saying): ForgedCase {
  return {
    id,
    existsFor: embeds,
    mint: (request) => {
      const hierarchy = hierarchyOf(request);
      const { silent, signer } = silentState(hierarchy, request.product.suite);
      const times = timeline(request.state.instant).recent;
      const said = saying(silent, signer, hierarchy);
      return sign(request, { identity: signer, times }, withMaterial(signer, said));
    },
  };
}

function embeds({ format, level }: Product): boolean {
  return isAdes(format) && (level === 'B-LT' || level === 'B-LTA');
}

/** What the signature brings was true before the revocation, which the authority has published since. */
const goodBeforeRevoked: ForgedCase = {
  id: 'good-before-revoked',
  existsFor: embeds,
  mint: (request) => {
    const hierarchy = hierarchyOf(request);
    const identity = hierarchy.signer(request.product.suite, 'revoked');
    const times = timeline(request.state.instant).late;
    const said = response(hierarchy, identity.certificate, 40);
    return sign(request, { identity, times }, withMaterial(identity, said));
  },
};

/** Each format has a place of its own for it. */
export interface MaterialDeviation extends Deviation {
  readonly material: (material: ValidationMaterial) => ValidationMaterial;
  readonly xmlMaterial: (material: ValidationMaterial) => ValidationMaterial;
  readonly cades: { readonly material: (material: ValidationMaterial) => ValidationMaterial };
}

function changingMaterial(material: (material: ValidationMaterial) => ValidationMaterial): MaterialDeviation {
  return { material, xmlMaterial: material, cades: { material } };
}

function withMaterial(signer: Identity, { crls = [], ocspResponses = [] }: Partial<Said>): MaterialDeviation {
  return changingMaterial((material) => {
    const others = material.ocspResponses.filter((one) => !isAbout(one, signer.certificate));
    // The time-stamp may have material of its own, where nothing speaks of the signer.
    if (others.length === material.ocspResponses.length) return material;
    return {
      ...material,
      ocspResponses: [...others, ...ocspResponses],
      crls: [...material.crls, ...crls],
    };
  });
}

/** By the serial number, which derives from a hash. */
function isAbout(one: Uint8Array, certificate: Uint8Array): boolean {
  const { serialNumber } = readCertificate(certificate);
  return Buffer.from(one).includes(Buffer.from(serialNumber.valueBlock.valueHexView));
}

export const EMBEDDED_CASES: readonly ForgedCase[] = [
  ...Object.entries(ROWS).map(([id, saying]) => embedding(id, saying)),
  goodBeforeRevoked,
];
