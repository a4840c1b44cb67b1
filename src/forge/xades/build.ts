/**
 * Signs as XMLDSig or as XAdES at any baseline level: one signature or several beside each other, with counter-signatures.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31913201/ EN 319 132-1}
 * @module
 */
import type { Level } from '../../model/claim';
import { longTermTimes } from '../cades-long-term';
import type { ForgedState, Identity } from '../forged';
import {
  type LongTermTimes,
  type RevocationSource,
  timeStampMaterial,
  type ValidationMaterial,
  validationMaterial,
} from '../long-term';
import type { Deviation } from '../product';
import { knownSuite } from '../signing';
import { derive } from '../stream';
import { timeStampOver } from '../time-stamp';
import type { SigningTimes } from '../timeline';
import { C14N, canonical } from '../xml-canonical';
import type { XmlElement } from '../xml-tree';
import type { Load, Packing } from './packing';
import type { SignedProperties } from './properties';
import {
  type SignatureParts,
  type SignedXml,
  signatureElement,
  signXml,
  withUnsigned,
  type XmlSigner,
} from './signature';
import {
  allDataObjectsTimeStamp,
  counterSignatureProperty,
  type Stamp,
  type TimeStampParts,
  timeStampValidationData,
  validationValues,
  withArchiveTimeStamp,
  withSignatureTimeStamp,
} from './unsigned';
import { TYPE } from './vocabulary';

export interface XmlRequest {
  readonly state: ForgedState;
  readonly identity: Identity;
  /** `none` is plain XMLDSig. */
  readonly level: Level;
  readonly times: SigningTimes | LongTermTimes;
  readonly packing: Packing;
  /** What the file is made of in place of what was signed. */
  readonly handedOn?: Packing;
  /** Beside time and certificate: policy, place, role, commitment. */
  readonly properties?: Omit<SignedProperties, 'signingTime' | 'signingCertificate' | 'contentTimeStamp'>;
  /** A time-stamp over the data objects before signing. */
  readonly contentTimeStamp?: boolean;
  readonly canonicalization?: string;
  /** Of the embedded revocation information; `ocsp` unless named. */
  readonly source?: RevocationSource;
  /** Sign the same data objects. */
  readonly parallel?: readonly Identity[];
  /** Sign the value of the first signature. */
  readonly counterSigners?: readonly Identity[];
  /** The certificate of the signer alone in KeyInfo. */
  readonly withoutChain?: boolean;
}

/** What a case may change beside `Deviation`. */
export interface XmlDeviation extends Deviation {
  readonly parts?: SignatureParts;
  readonly signatureTimeStamp?: TimeStampParts;
  readonly archiveTimeStamp?: TimeStampParts;
  /** In place of what level B-LT embeds: of the signature, of its time-stamp. */
  readonly material?: (material: ValidationMaterial, of: 'signature' | 'time-stamp') => ValidationMaterial;
}

/** The finished ds:Signature elements, the first signer's first. */
export function xmlSignatures(request: XmlRequest, deviation: XmlDeviation = {}): readonly XmlElement[] {
  const { identity, parallel = [], counterSigners = [] } = request;
  const first = signedBy(request, identity, 1, deviation);
  const countered = counterSigners.reduce(
    (signed, counter, at) => withUnsigned(signed, counterSignature(request, signed, counter, at + 1)),
    first,
  );
  const others = parallel.map((other, at) => [other, signedBy(request, other, at + 2, {})] as const);
  return [
    finished(request, atLevel(request, identity, countered, deviation)),
    ...others.map(([other, signed]) => finished(request, atLevel(request, other, signed, {}))),
  ];
}

function finished({ handedOn }: XmlRequest, signed: SignedXml): XmlElement {
  const objects = handedOn?.load(signed.signer.id).objects ?? signed.objects;
  // What a case has put in the place of the objects stays.
  return signatureElement(signed.signer.parts?.objects === undefined ? { ...signed, objects } : signed);
}

function signedBy(request: XmlRequest, identity: Identity, at: number, deviation: XmlDeviation): SignedXml {
  const { packing } = request;
  const signer = signerOf(request, identity, idOf(request, identity, `${at}`), deviation);
  const load = packing.load(signer.id);
  return signXml(withContentTimeStamp(request, signer, load), load.references, load.objects, packing.scope);
}

function withContentTimeStamp(request: XmlRequest, signer: XmlSigner, { references }: Load): XmlSigner {
  if (request.contentTimeStamp !== true || signer.properties === null) return signer;
  const stamp = stampOf(request, signer.identity, {});
  const contentTimeStamp = allDataObjectsTimeStamp(
    references.map(({ octets }) => octets),
    stamp,
  );
  return { ...signer, properties: { ...signer.properties, contentTimeStamp } };
}

function signerOf(request: XmlRequest, identity: Identity, id: string, deviation: XmlDeviation): XmlSigner {
  const { times, level, properties = {}, canonicalization, withoutChain = false } = request;
  const { calculation, signatureValue, claimed, signingCertificate = identity.certificate } = deviation;
  const suite = deviation.suite ?? identity.suite;
  const certificates = deviation.certificates ?? (withoutChain ? [identity.certificate] : undefined);
  const named: SignedProperties = { ...properties, signingTime: times.claimed, signingCertificate };
  return {
    identity,
    suite,
    id,
    properties: level === 'none' ? null : named,
    ...(canonicalization === undefined ? {} : { canonicalization }),
    ...(calculation === undefined ? {} : { row: calculation(knownSuite(suite)) }),
    ...(certificates === undefined ? {} : { certificates }),
    parts: {
      ...(signatureValue === undefined ? {} : { calculatedValue: signatureValue }),
      ...(claimed === undefined ? {} : { signedPropertiesHandedOn: claiming(claimed) }),
      ...deviation.parts,
    },
  };
}

/** Another signing time in the finished properties. */
function claiming(claimed: Date): (properties: XmlElement) => XmlElement {
  const text = `${claimed.toISOString().slice(0, 19)}Z`;
  const changed = (one: XmlElement): XmlElement => ({
    ...one,
    children:
      one.name === 'xades:SigningTime'
        ? [text]
        : one.children.map((child) =>
            typeof child !== 'string' && child.kind === 'element' ? changed(child) : child,
          ),
  });
  return changed;
}

/** Distinct in a file and the same for the same request. */
function idOf({ state, times }: XmlRequest, identity: Identity, what: string): string {
  const label = ['xml-signature', state.code, identity.suite, times.claimed.toISOString(), what].join('/');
  return `id-${Buffer.from(derive(state.seed, label, 16)).toString('hex')}`;
}

function stampOf(
  { state, times }: XmlRequest,
  identity: Identity,
  { timeStamp }: Deviation,
  at?: Date,
): Stamp {
  return timeStamp ?? timeStampOver(state.hierarchyOf(identity.suite), at ?? times.stamped);
}

/** EN 319 132-1 section 5.2.7: it refers to the ds:SignatureValue of the signature that holds it. */
function counterSignature(
  request: XmlRequest,
  signed: SignedXml,
  identity: Identity,
  at: number,
): XmlElement {
  const { id } = signed.signer;
  const signer = signerOf(
    { ...request, level: 'B-B' },
    identity,
    idOf(request, identity, `counter-${at}`),
    {},
  );
  const algorithm = signer.canonicalization ?? C14N.exclusive;
  const reference = {
    id: `${signer.id}-reference-1`,
    uri: `#${id}-value`,
    type: TYPE.countersigned,
    transforms: [{ algorithm }],
    octets: canonical(signed.signatureValue, signed.scope, { algorithm }),
    mimeType: null,
  };
  return counterSignatureProperty(signatureElement(signXml(signer, [reference], [], signed.unsignedScope)));
}

function atLevel(
  request: XmlRequest,
  identity: Identity,
  signed: SignedXml,
  deviation: XmlDeviation,
): SignedXml {
  const { level } = request;
  if (level === 'none' || level === 'B-B') return signed;
  const stamped = withSignatureTimeStamp(
    signed,
    stampOf(request, identity, deviation),
    deviation.signatureTimeStamp,
  );
  if (level === 'B-T') return stamped;
  const complete = withUnsigned(stamped, ...materialElements(request, identity, deviation));
  return level === 'B-LT' ? complete : archived(request, identity, complete, deviation);
}

function materialElements(
  request: XmlRequest,
  identity: Identity,
  deviation: XmlDeviation,
): readonly XmlElement[] {
  const { state, times, source = 'ocsp', counterSigners = [] } = request;
  const { material = (whole: ValidationMaterial) => whole } = deviation;
  const hierarchy = state.hierarchyOf(identity.suite);
  const at = longTermTimes(times).validated;
  const identities = [
    identity,
    ...counterSigners.filter(({ suite }) => state.hierarchyOf(suite) === hierarchy),
  ];
  return [
    ...validationValues(material(validationMaterial({ hierarchy, identities, at, source }), 'signature')),
    timeStampValidationData(material(timeStampMaterial(hierarchy, { at, source }), 'time-stamp')),
  ];
}

/** Before each further time-stamp, what the one before it is verified with. */
function archived(
  request: XmlRequest,
  identity: Identity,
  complete: SignedXml,
  deviation: XmlDeviation,
): SignedXml {
  const { state, times, source = 'ocsp' } = request;
  const own = state.hierarchyOf(identity.suite);
  return longTermTimes(times).archived.reduce((signed, { time, authority = own }, step, steps) => {
    const before = steps[step - 1];
    const known =
      before === undefined
        ? signed
        : withUnsigned(
            signed,
            timeStampValidationData(timeStampMaterial(before.authority ?? own, { at: time, source })),
          );
    return withArchiveTimeStamp(known, timeStampOver(authority, time), deviation.archiveTimeStamp);
  }, complete);
}
