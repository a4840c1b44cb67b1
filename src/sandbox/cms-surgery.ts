/**
 * Takes a CMS apart and puts it together with content or time-stamps added: what services do to signatures of others.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5652 RFC 5652}
 * @module
 */
import { children, type Element, more, next, open, openAs, parseBer, raw, take } from '../encoding/der';
import { readOctetString, readOid } from '../encoding/der-values';
import { encode, explicit, objectIdentifier, octetString, sequence, setOf } from '../encoding/der-writer';
import { contextTag, TAG } from '../encoding/tags';

const SIGNED_DATA = '1.2.840.113549.1.7.2';
const SIGNATURE_TIME_STAMP = '1.2.840.113549.1.9.16.2.14';

export interface SurgeryCms {
  /** Of the outer layers: where they were of indefinite length, they are so again. */
  readonly indefinite: boolean;
  /** version and digestAlgorithms, as they stand. */
  readonly head: readonly Uint8Array[];
  readonly contentType: string;
  readonly content: Uint8Array | null;
  /** certificates and crls, as they stand. */
  readonly middle: readonly Uint8Array[];
  readonly signers: readonly SurgerySigner[];
}

export interface SurgerySigner {
  /** All before the unsigned attributes, as it stands. */
  readonly signed: Uint8Array;
  readonly value: Uint8Array;
  /** Whole attributes, as they stand. */
  readonly unsigned: readonly Uint8Array[];
}

export function openCms(bytes: Uint8Array): SurgeryCms {
  const top = parseBer(bytes);
  const contentInfo = openAs(top, TAG.sequence, 'ContentInfo');
  take(contentInfo, TAG.oid, 'contentType');
  const wrapper = openAs(next(contentInfo, 'content'), contextTag(0), 'content');
  const data = openAs(next(wrapper, 'SignedData'), TAG.sequence, 'SignedData');
  const head = [take(data, TAG.integer, 'version'), take(data, TAG.set, 'digestAlgorithms')].map(raw);
  const encapsulated = openAs(next(data, 'encapContentInfo'), TAG.sequence, 'encapContentInfo');
  const contentType = readOid(next(encapsulated, 'eContentType'), 'eContentType');
  const content = more(encapsulated)
    ? readOctetString(
        next(openAs(next(encapsulated, 'eContent'), contextTag(0), 'eContent'), 'content'),
        'content',
      )
    : null;
  const rest: Element[] = [];
  while (more(data)) rest.push(next(data, 'certificates, crls or signerInfos'));
  const infos = rest.pop();
  return {
    indefinite: bytes[1] === 0x80,
    head,
    contentType,
    content,
    middle: rest.map(raw),
    signers: infos === undefined ? [] : children(infos).map(signerOf),
  };
}

function signerOf(info: Element): SurgerySigner {
  const fields = open(info);
  const signed: Element[] = [];
  let unsigned: readonly Uint8Array[] = [];
  while (more(fields)) {
    const field = next(fields, 'SignerInfo');
    if (field.tag === contextTag(1)) unsigned = children(field).map(raw);
    else signed.push(field);
  }
  const value = signed.at(-1);
  return {
    signed: Buffer.concat(signed.map(raw)),
    value: value === undefined ? new Uint8Array() : readOctetString(value, 'signature'),
    unsigned,
  };
}

export function isTimeStamped({ unsigned }: SurgerySigner): boolean {
  return unsigned.some((attribute) => typeOf(attribute) === SIGNATURE_TIME_STAMP);
}

function typeOf(attribute: Uint8Array): string {
  return readOid(next(open(parseBer(attribute)), 'attrType'), 'attrType');
}

export function withoutTimeStamps(cms: SurgeryCms): SurgeryCms {
  const signers = cms.signers.map((signer) => ({
    ...signer,
    unsigned: signer.unsigned.filter((attribute) => typeOf(attribute) !== SIGNATURE_TIME_STAMP),
  }));
  return { ...cms, signers };
}

export function withTimeStamps(cms: SurgeryCms, stamp: (value: Uint8Array) => Uint8Array): SurgeryCms {
  const signers = cms.signers.map((signer) => {
    if (isTimeStamped(signer)) return signer;
    const attribute = sequence(objectIdentifier(SIGNATURE_TIME_STAMP), setOf(stamp(signer.value)));
    return { ...signer, unsigned: [...signer.unsigned, attribute] };
  });
  return { ...cms, signers };
}

export function writeCms({
  indefinite,
  head,
  contentType,
  content,
  middle,
  signers,
}: SurgeryCms): Uint8Array {
  const layer = indefinite ? indefinitely : encode;
  const eContent =
    content === null
      ? []
      : [
          layer(
            contextTag(0),
            indefinite ? indefinitely(CONSTRUCTED, ...chunks(content)) : octetString(content),
          ),
        ];
  const encapsulated = layer(TAG.sequence, objectIdentifier(contentType), ...eContent);
  const infos = setOf(
    ...signers.map(({ signed, unsigned }) => {
      const attributes = [...unsigned].sort(Buffer.compare);
      return sequence(signed, ...(attributes.length === 0 ? [] : [explicit(1, ...attributes)]));
    }),
  );
  const data = layer(TAG.sequence, ...head, encapsulated, ...middle, infos);
  return layer(TAG.sequence, objectIdentifier(SIGNED_DATA), layer(contextTag(0), data));
}

const CONSTRUCTED = TAG.octetString | 0x20;
const CHUNK = 1000;

/** X.690 section 8.1.3.6. */
function indefinitely(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat([Buffer.from([tag, 0x80]), ...parts, Buffer.alloc(2)]);
}

function chunks(content: Uint8Array): readonly Uint8Array[] {
  const count = Math.max(1, Math.ceil(content.length / CHUNK));
  return Array.from({ length: count }, (_, at) =>
    octetString(content.subarray(at * CHUNK, (at + 1) * CHUNK)),
  );
}
