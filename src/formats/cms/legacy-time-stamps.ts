/**
 * The archive time-stamps and reference time-stamps from before the baseline levels: what each is over.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5126#section-6.3.5 RFC 5126, sections 6.3.5, 6.3.6 and 6.4.1}
 * @module
 */
import { digestByOid } from '../../crypto/digests';
import { sameBytes } from '../../encoding/bytes';
import { contents, raw } from '../../encoding/der';
import { encode } from '../../encoding/der-writer';
import { OID } from '../../encoding/oids';
import { contextTag } from '../../encoding/tags';
import type { Data, Proof, TimeStampFacts } from '../facts';
import { NO_MATERIAL } from '../material';
import { NO_PROOF } from './archive-time-stamp';
import type { Attribute } from './signer-info';
import { proofOf, type TimeStampScope } from './time-stamp-scope';
import { tryParseToken } from './time-stamp-token';

const REFERENCES: readonly string[] = [OID.completeCertificateReferences, OID.completeRevocationReferences];
const ARCHIVE: ReadonlySet<string> = new Set([
  OID.archiveTimeStamp,
  OID.archiveTimeStampV2,
  OID.archiveTimeStampV3,
]);
/** TS 101 733 V1.4.0 section 6.4.1, in its order. */
const FIRST_ARCHIVE: readonly string[] = [
  OID.signatureTimeStamp,
  ...REFERENCES,
  OID.certificateValues,
  OID.revocationValues,
  OID.escTimeStamp,
  OID.certsCrlsTimeStamp,
];

/** RFC 5126 section 6.3.5: the value, the signature time-stamps and the references, without tag and length. */
export function escTimeStamp(token: Uint8Array, of: TimeStampScope): TimeStampFacts {
  const covered = attributesOf(of, [OID.signatureTimeStamp, ...REFERENCES]);
  return {
    kind: 'references',
    name: 'escTimeStamp',
    token,
    covers: () => [of.signer.signature, ...covered.map(inside)],
    faults: [],
    get proves() {
      return proofOf(of, valuesIn(covered), NO_MATERIAL);
    },
  };
}

/** Section 6.3.6: over the references alone, so that it says nothing of the signature. */
export function certsCrlsTimeStamp(token: Uint8Array, of: TimeStampScope): TimeStampFacts {
  return {
    kind: 'references',
    name: 'time-stamped-certs-crls-references',
    token,
    covers: () => attributesOf(of, REFERENCES).map(inside),
    faults: [],
    proves: NO_PROOF,
  };
}

/** TS 101 733 V1.4.0: contents without tag and length, of named attributes in a fixed order. */
export function archiveTimeStampV1(token: Uint8Array, of: TimeStampScope): TimeStampFacts {
  const { signer, content } = of;
  const covered = (): readonly Attribute[] => [
    ...attributesOf(of, FIRST_ARCHIVE),
    ...signer.unsignedAttributes.filter(
      (attribute) => attribute.oid === OID.archiveTimeStamp && isBefore(attribute, token),
    ),
  ];
  return {
    kind: 'archive',
    name: 'archive-time-stamp',
    token,
    covers: () =>
      content === null
        ? null
        : {
            *[Symbol.iterator]() {
              yield* content;
              if (signer.signedAttributes !== null) yield contents(signer.signedAttributes.element);
              yield signer.signature;
              yield* covered().map(inside);
            },
          },
    faults: [],
    get proves() {
      return proofOf(of, valuesIn(covered()), NO_MATERIAL);
    },
  };
}

interface Candidate {
  readonly data: Data;
  readonly attributes: readonly Attribute[];
}

/**
 * RFC 5126 section 6.4.1: all of the SignedData that was there. Nothing says which unsigned attributes those were,
 * nor whether their tag and length count: the reading that the imprint confirms is the one that was time-stamped.
 */
export function archiveTimeStampV2(token: Uint8Array, of: TimeStampScope): TimeStampFacts {
  let known: Candidate | null | undefined;
  const chosen = (): Candidate | null => {
    if (known === undefined) known = chooseCandidate(token, candidates(token, of));
    return known;
  };
  return {
    kind: 'archive',
    name: 'archive-time-stamp-v2',
    token,
    covers: () => chosen()?.data ?? null,
    faults: [],
    get proves() {
      const candidate = chosen();
      return candidate === null ? NO_PROOF : proofOfAll(candidate, of);
    },
  };
}

function proofOfAll({ attributes }: Candidate, of: TimeStampScope): Proof {
  const { certificates, crls, ocspResponses } = of.signedData;
  return proofOf(of, valuesIn(attributes), { certificates, crls, ocspResponses });
}

function chooseCandidate(bytes: Uint8Array, all: readonly Candidate[]): Candidate | null {
  const [first] = all;
  const token = tryParseToken(bytes);
  const digest = token === undefined ? undefined : digestByOid(token.info.digestOid);
  if (first === undefined || token === undefined || digest === undefined) return first ?? null;
  return all.find(({ data }) => sameBytes(digest.over(data), token.info.imprint)) ?? first;
}

/** None where the content was not given. */
function candidates(token: Uint8Array, of: TimeStampScope): readonly Candidate[] {
  const { signer, signedData, content } = of;
  const { encapsulated, certificates, crls } = signedData.fields;
  if (content === null) return [];
  const before = [
    encapsulated,
    ...(signedData.content === null ? content : []),
    ...(certificates === null ? [] : [certificates]),
    ...(crls === null ? [] : [crls]),
    signer.fields,
  ];
  return attributeChoices(token, of).flatMap((attributes) => {
    const all = attributes.map(({ element }) => raw(element));
    const tagged = all.length === 0 ? [] : [encode(contextTag(1), ...all)];
    const data = [[...before, ...tagged], ...(all.length === 0 ? [] : [[...before, ...all]])];
    return data.map((pieces) => ({ data: pieces, attributes }));
  });
}

/** All but the archive time-stamps that came later: told by their time, else by their place in the file. */
function attributeChoices(token: Uint8Array, of: TimeStampScope): readonly (readonly Attribute[])[] {
  const { unsignedAttributes } = of.signer;
  const byTime = unsignedAttributes.filter(
    (attribute) => !ARCHIVE.has(attribute.oid) || isBefore(attribute, token),
  );
  const own = unsignedAttributes.findIndex(({ values }) =>
    values.some((value) => of.tokenAt(value) === token),
  );
  const byPlace = unsignedAttributes.slice(0, Math.max(own, 0));
  const choices = [byTime, byPlace];
  return choices.filter((one, index) => index === 0 || one.length !== byTime.length);
}

/** Every value of the attribute is a token older than this one. */
function isBefore({ values }: Attribute, token: Uint8Array): boolean {
  const time = tryParseToken(token)?.info.time;
  return values.every((value) => {
    const other = tryParseToken(raw(value))?.info.time;
    return time !== undefined && other !== undefined && other < time;
  });
}

function attributesOf({ signer }: TimeStampScope, oids: readonly string[]): readonly Attribute[] {
  return oids.flatMap((oid) => signer.unsignedAttributes.filter((attribute) => attribute.oid === oid));
}

function valuesIn(attributes: readonly Attribute[]) {
  return attributes.flatMap(({ oid, values }) => values.map((value) => ({ oid, value })));
}

/** attrType and attrValues, without the tag and length around both. */
function inside({ element }: Attribute): Uint8Array {
  return contents(element);
}
