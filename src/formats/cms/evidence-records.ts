/**
 * Evidence records in unsigned attributes: over the whole CMS as it was before they were added.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5276 RFC 5276}
 * @module
 */
import { digestByOid } from '../../crypto/digests';
import { children, type Element, parseFirst, raw } from '../../encoding/der';
import { readOid } from '../../encoding/der-values';
import { encode } from '../../encoding/der-writer';
import { OID } from '../../encoding/oids';
import { contextTag, TAG } from '../../encoding/tags';
import {
  type EvidenceScope,
  type EvidenceStamp,
  evidenceScope,
  readEvidenceRecord,
} from '../evidence-record';
import type { Data, Proof, TimeStampFacts } from '../facts';
import { orElse } from './or-else';
import type { SignerInfo } from './signer-info';
import { proofOf, type TimeStampScope, valuesOf } from './time-stamp-scope';
import { tryParseToken } from './time-stamp-token';

const NAMES: ReadonlyMap<string, string> = new Map([
  [OID.internalEvidenceRecord, 'internal-evidence-record'],
  [OID.externalEvidenceRecord, 'external-evidence-record'],
]);

/** One entry for each time-stamp in the records, in the order in which they were made. */
export function evidenceRecords(of: TimeStampScope): readonly TimeStampFacts[] {
  let whole: Uint8Array | null | undefined;
  const objects = (oid: string): readonly Data[] | null => {
    if (whole === undefined) whole = withoutRecords(of.signer);
    if (whole === null || of.content === null) return null;
    // RFC 5276 section 4: outside the CMS, the content is the second object of the group.
    return oid === OID.externalEvidenceRecord ? [[whole], of.content] : [[whole]];
  };
  return valuesOf(of.signer).flatMap(({ oid, value }) => {
    const name = NAMES.get(oid);
    const record = name === undefined ? undefined : orElse(() => readEvidenceRecord(value));
    if (name === undefined || record === undefined) return [];
    const faults = [
      ...(record.encrypted ? ['the evidence record is over encrypted data'] : []),
      ...attributeFaults(oid, of),
    ];
    const about: About = { of, name, faults, objects: () => objects(oid) };
    return record.stamps.map((stamp, index) => evidenceStamp(stamp, record.stamps.slice(0, index), about));
  });
}

interface About {
  readonly of: TimeStampScope;
  readonly name: string;
  readonly faults: readonly string[];
  objects(): readonly Data[] | null;
}

/** RFC 5276 section 4: the internal one where the content lies inside, the external one where it does not. */
function attributeFaults(oid: string, { signedData }: TimeStampScope): readonly string[] {
  const inside = signedData.content !== null;
  if (inside === (oid === OID.internalEvidenceRecord)) return [];
  return [inside ? 'external evidence record, content inside' : 'internal evidence record, content outside'];
}

function evidenceStamp(
  stamp: EvidenceStamp,
  earlier: readonly EvidenceStamp[],
  about: About,
): TimeStampFacts {
  let known: EvidenceScope | undefined;
  const scope = (): EvidenceScope => {
    known ??= scopeOf(stamp, about);
    return known;
  };
  return {
    kind: 'archive',
    name: about.name,
    token: stamp.token,
    covers: () => scope().data,
    get faults() {
      return [...about.faults, ...scope().faults];
    },
    get proves() {
      return proofBy(earlier, about.of);
    },
  };
}

function scopeOf(stamp: EvidenceStamp, { objects }: About): EvidenceScope {
  const token = tryParseToken(stamp.token);
  const digest = token === undefined ? undefined : digestByOid(token.info.digestOid);
  const all = digest === undefined ? null : objects();
  if (digest === undefined || all === null) return { data: null, faults: [] };
  return evidenceScope(stamp, all, digest);
}

/** All that the signature holds beside evidence records, and the time-stamps that this one renews. */
function proofBy(earlier: readonly EvidenceStamp[], of: TimeStampScope): Proof {
  const { certificates, crls, ocspResponses } = of.signedData;
  const values = valuesOf(of.signer).filter(({ oid }) => !NAMES.has(oid));
  const proof = proofOf(of, values, { certificates, crls, ocspResponses });
  return { ...proof, timeStamps: [...proof.timeStamps, ...earlier.map(({ token }) => token)] };
}

/** RFC 5276 section 4: the ContentInfo, with this signer as it was without any evidence record. */
function withoutRecords(signer: SignerInfo): Uint8Array | null {
  const record = signer.unsignedAttributes.find(({ oid }) => NAMES.has(oid))?.element;
  if (record === undefined) return null;
  const info = parseFirst(record.source.bytes, 'BER');
  const [type, wrapped] = children(info);
  const [signedData] = wrapped === undefined ? [] : children(wrapped);
  const fields = signedData === undefined ? [] : children(signedData);
  const signers = fields.at(-1);
  if (type === undefined || wrapped === undefined || signedData === undefined || signers === undefined)
    return null;
  const kept = children(signers).map((one) => (around(one, record) ? withoutRecord(one) : raw(one)));
  const before = fields.slice(0, -1).map(raw);
  return again(info, raw(type), again(wrapped, again(signedData, ...before, again(signers, ...kept))));
}

/** The same element with other contents, its length in the form that it had. */
function again({ tag, end, next }: Element, ...parts: readonly Uint8Array[]): Uint8Array {
  if (end === next) return encode(tag, ...parts);
  // X.690 section 8.1.3.6: the indefinite form, which two zero octets end.
  return Buffer.concat([Uint8Array.of(tag, 0x80), ...parts, Uint8Array.of(0, 0)]);
}

function around(outer: Element, inner: Element): boolean {
  return outer.start < inner.start && inner.next <= outer.next;
}

function withoutRecord(signer: Element): Uint8Array {
  const parts = children(signer);
  const unsigned = parts.at(-1);
  if (unsigned?.tag !== contextTag(1)) return raw(signer);
  const kept = children(unsigned).filter((attribute) => !isRecord(attribute));
  const attributes = kept.length === 0 ? [] : [again(unsigned, ...kept.map(raw))];
  return again(signer, ...parts.slice(0, -1).map(raw), ...attributes);
}

function isRecord(attribute: Element): boolean {
  const [type] = children(attribute);
  return type !== undefined && type.tag === TAG.oid && NAMES.has(readOid(type, 'the attribute type'));
}
