/**
 * What each kind of time-stamp of XAdES is over.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31913201/ EN 319 132-1, sections 5.2.8, 5.3, 5.5 and annex A}
 * @module
 */
import { C14N_1_0, type C14nMethod } from '../../encoding/xml/c14n';
import { attribute, childElements, isAncestor, type XmlElement } from '../../encoding/xml/tree';
import { TamgaError } from '../../model/error';
import type { Data } from '../facts';
import { canonicalElement, type XmlContext } from './context';
import { c14nMethod, isDs, isXades, TYPE } from './names';
import type { QualifyingProperties } from './qualifying-properties';
import { dataOf, type ReadReference } from './references';
import type { SignatureElement } from './signature-element';

export interface StampedSignature {
  readonly context: XmlContext;
  readonly parts: SignatureElement;
  readonly references: readonly ReadReference[];
  readonly properties: QualifyingProperties;
}

/**
 * Null: not at hand, or not as the standard has it. `all`: with every ds:Object, as DSS and those who follow it have it; the
 * text of the standard leaves out those that a reference names, whose content is stamped by its reference anyway.
 */
export function imprintInput(signature: StampedSignature, stamp: XmlElement, all: boolean): Data | null {
  const method = methodOf(stamp);
  // Versions before 1.3.2 list what is hashed in another way.
  const old = childElements(stamp).some((node) => isXades(node, 'HashDataInfo'));
  if (method === undefined || old) return null;
  try {
    return inputBy(signature, stamp, method, all);
  } catch (error) {
    if (error instanceof TamgaError && error.code === 'TAMGA-E-LIMIT') return null;
    throw error;
  }
}

/** EN 319 132-1 section 5.1.4.2: Canonical XML 1.0 where nothing is said. */
function methodOf(stamp: XmlElement): C14nMethod | undefined {
  const element = childElements(stamp).find((node) => isDs(node, 'CanonicalizationMethod'));
  return element === undefined ? C14N_1_0 : c14nMethod(element, attribute(element, 'Algorithm') ?? '');
}

function inputBy(
  signature: StampedSignature,
  stamp: XmlElement,
  method: C14nMethod,
  all: boolean,
): Data | null {
  const { context, parts } = signature;
  const value = () => canonicalElement(context, parts.signatureValue, method);
  const before = (...locals: readonly string[]) =>
    earlier(signature, stamp)
      .filter((node) => locals.some((local) => isXades(node, local)))
      .map((node) => canonicalElement(context, node, method));
  switch (stamp.local) {
    case 'AllDataObjectsTimeStamp':
      return joined(dataReferences(signature).map((one) => dataOf(context, one, method)));
    case 'IndividualDataObjectsTimeStamp':
      return included(signature, stamp, method);
    case 'SignatureTimeStamp':
      return [value()];
    case 'RefsOnlyTimeStamp':
    case 'RefsOnlyTimeStampV2':
      return hasIncludes(stamp) ? included(signature, stamp, method) : before(...REFS);
    case 'SigAndRefsTimeStamp':
    case 'SigAndRefsTimeStampV2':
      if (hasIncludes(stamp)) return joined([[value()], included(signature, stamp, method)]);
      return [value(), ...before('SignatureTimeStamp', ...REFS)];
    case 'ArchiveTimeStamp':
      return hasIncludes(stamp)
        ? included(signature, stamp, method)
        : archived(signature, stamp, method, all);
    default:
      return null;
  }
}

const REFS: readonly string[] = [
  'CompleteCertificateRefs',
  'CompleteCertificateRefsV2',
  'CompleteRevocationRefs',
  'AttributeCertificateRefs',
  'AttributeCertificateRefsV2',
  'AttributeRevocationRefs',
];

/** Unsigned properties that stand before the time-stamp. */
export function earlier({ properties }: StampedSignature, stamp: XmlElement): readonly XmlElement[] {
  return properties.unsignedSignature.filter((node) => node.order < stamp.order);
}

/** EN 319 132-1 section 5.5.2.2: in this order. */
function archived(
  signature: StampedSignature,
  stamp: XmlElement,
  method: C14nMethod,
  all: boolean,
): Data | null {
  const { context, parts, references } = signature;
  const canonical = (element: XmlElement): Data => [canonicalElement(context, element, method)];
  const own = references.filter(({ inManifest }) => !inManifest);
  return joined([
    ...own.map((one) => dataOf(context, one, method)),
    canonical(parts.signedInfo),
    canonical(parts.signatureValue),
    ...(parts.keyInfo === null ? [] : [canonical(parts.keyInfo)]),
    ...earlier(signature, stamp).map(canonical),
    ...otherObjects(signature, all).map(canonical),
  ]);
}

/** What the properties do not lie in. */
function otherObjects(
  { parts, references, properties }: StampedSignature,
  all: boolean,
): readonly XmlElement[] {
  return parts.objects.filter(
    (object) =>
      !isAncestor(object, properties.element) &&
      (all || !references.some(({ target }) => target.found === 'element' && target.node === object)),
  );
}

function dataReferences({ references, properties }: StampedSignature): readonly ReadReference[] {
  return references.filter(
    (one) =>
      !one.inManifest &&
      one !== properties.signedBy &&
      !(one.type !== null && TYPE.signedProperties.test(one.type)),
  );
}

function hasIncludes(stamp: XmlElement): boolean {
  return childElements(stamp).some((node) => isXades(node, 'Include'));
}

/** EN 319 132-1 section 5.1.4.3: each Include names an element, or a reference and with it what that one is to. */
function included(
  { context, references }: StampedSignature,
  stamp: XmlElement,
  method: C14nMethod,
): Data | null {
  const includes = childElements(stamp).filter((node) => isXades(node, 'Include'));
  return joined(
    includes.map((include) => {
      const uri = attribute(include, 'URI') ?? '';
      const [element, ...more] = uri.startsWith('#') ? (context.ids.get(uri.slice(1)) ?? []) : [];
      if (element === undefined || more.length > 0) return null;
      const reference = references.find((one) => one.element === element);
      const referenced = ['true', '1'].includes(attribute(include, 'referencedData') ?? '');
      if (reference !== undefined && referenced) return dataOf(context, reference, method);
      return [canonicalElement(context, element, method)];
    }),
  );
}

function joined(parts: readonly (Data | null)[]): Data | null {
  const whole: Data[] = [];
  for (const part of parts) {
    if (part === null) return null;
    whole.push(part);
  }
  return {
    *[Symbol.iterator]() {
      for (const part of whole) yield* part;
    },
  };
}
