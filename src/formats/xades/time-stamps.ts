/**
 * The time-stamps of a signature with what each of them is over, and what existed when it was made.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31913201/ EN 319 132-1, sections 5.2.8, 5.3, 5.5 and annex A}
 * @module
 */
import { digestByOid } from '../../crypto/digests';
import { sameBytes } from '../../encoding/bytes';
import { childElements, type XmlElement } from '../../encoding/xml/tree';
import { TamgaError } from '../../model/error';
import { tryParseToken } from '../cms/time-stamp-token';
import type { Data, Proof, TimeStampFacts, TimeStampKind } from '../facts';
import { joinMaterial, NO_MATERIAL } from '../material';
import { earlier, imprintInput, type StampedSignature } from './imprint';
import { certificatesIn, crlsIn } from './key-info';
import { isXades, isXadesNamespace, reportName } from './names';
import { encapsulated, materialIn } from './values';

const KINDS: Readonly<Record<string, TimeStampKind>> = {
  AllDataObjectsTimeStamp: 'content',
  IndividualDataObjectsTimeStamp: 'content',
  SignatureTimeStamp: 'signature',
  RefsOnlyTimeStamp: 'references',
  RefsOnlyTimeStampV2: 'references',
  SigAndRefsTimeStamp: 'references',
  SigAndRefsTimeStampV2: 'references',
  ArchiveTimeStamp: 'archive',
};

function timeStampKind(property: XmlElement): TimeStampKind | undefined {
  return isXadesNamespace(property.uri) ? KINDS[property.local] : undefined;
}

/** Tokens of one property; EN 319 132-1 allows several, over the same. */
export function tokensOf(property: XmlElement): readonly Uint8Array[] {
  return childElements(property)
    .filter((node) => isXades(node, 'EncapsulatedTimeStamp'))
    .flatMap((element) => encapsulated(element) ?? []);
}

export function contentTimeStamps(signature: StampedSignature): readonly TimeStampFacts[] {
  const { signedSignature, signedDataObject, signedBy } = signature.properties;
  if (signedBy === null) return [];
  return stamps(signature, [...signedSignature, ...signedDataObject], ['content']);
}

export function unsignedTimeStamps(signature: StampedSignature): readonly TimeStampFacts[] {
  return stamps(signature, signature.properties.unsignedSignature, ['signature', 'references', 'archive']);
}

/** Each is over all before it. */
const MAXIMUM_TIME_STAMPS = 256;

function stamps(
  signature: StampedSignature,
  properties: readonly XmlElement[],
  kinds: readonly TimeStampKind[],
): readonly TimeStampFacts[] {
  const all = properties.filter((property) => timeStampKind(property) !== undefined);
  if (all.length > MAXIMUM_TIME_STAMPS) {
    throw new TamgaError('TAMGA-E-LIMIT', `more than ${MAXIMUM_TIME_STAMPS} time-stamps in one signature`);
  }
  return all.flatMap((property) => {
    const kind = timeStampKind(property);
    if (kind === undefined || !kinds.includes(kind)) return [];
    const proves = proofOf(signature, property, kind);
    return tokensOf(property).map((token) => ({
      kind,
      name: reportName(property),
      token,
      covers: once(() => inputOf(signature, property, token)),
      faults: [],
      proves,
    }));
  });
}

/** Where readings of the standard differ, the one that the token was made by. */
function inputOf(signature: StampedSignature, property: XmlElement, token: Uint8Array): Data | null {
  const first = imprintInput(signature, property, true);
  if (first === null || property.local !== 'ArchiveTimeStamp') return first;
  const info = tryParseToken(token)?.info;
  const digest = info === undefined ? undefined : digestByOid(info.digestOid);
  if (info === undefined || digest === undefined || sameBytes(digest.over(first), info.imprint)) return first;
  const second = imprintInput(signature, property, false);
  return second !== null && sameBytes(digest.over(second), info.imprint) ? second : first;
}

function proofOf(signature: StampedSignature, property: XmlElement, kind: TimeStampKind): Proof {
  if (kind === 'content') return { signature: false, material: NO_MATERIAL, timeStamps: [] };
  const before = kind === 'signature' ? [] : earlier(signature, property);
  const tokens = before
    .filter(
      (one) => kind === 'archive' || (property.local.startsWith('Sig') && one.local === 'SignatureTimeStamp'),
    )
    .filter((one) => timeStampKind(one) !== undefined);
  const { keyInfo } = signature.parts;
  const material =
    kind !== 'archive'
      ? NO_MATERIAL
      : joinMaterial([
          keyInfo === null
            ? NO_MATERIAL
            : { certificates: certificatesIn(keyInfo), crls: crlsIn(keyInfo), ocspResponses: [] },
          ...before.map(materialIn),
        ]);
  return {
    signature: !property.local.startsWith('RefsOnly'),
    material,
    timeStamps: tokens.flatMap(tokensOf),
  };
}

function once(make: () => Data | null): () => Data | null {
  let made: { readonly data: Data | null } | undefined;
  return () => {
    made ??= { data: make() };
    return made.data;
  };
}
