/**
 * What an archive time-stamp covers, read from the finished file with the other DER reader, for tests.
 *
 * @module
 */
import { digestByOid } from '../crypto/digests';
import { children, contents, type Element, parseBer, raw } from '../encoding/der';
import { decodeOid, joinable } from '../encoding/der-values';
import { CADES } from './cades-attributes';

export interface ArchiveReading {
  readonly token: Uint8Array;
  /** As the token states it. */
  readonly imprint: Uint8Array;
  /** As EN 319 122-1 section 5.5.3 has it computed from the file. */
  readonly computed: Uint8Array;
  /** Hashes of the index for which the file has nothing. */
  readonly unmatched: number;
  /** Certificates, revocation values and unsigned attribute values whose hash is in no index. */
  readonly uncovered: number;
}

export function archiveReadings(file: Uint8Array, detached: Uint8Array | null): readonly ArchiveReading[] {
  const parts = children(at(children(parseBer(file)), 1)).flatMap(children);
  const signers = children(at(parts, parts.length - 1));
  return signers.flatMap((signer) => signerReadings(parts, signer, detached));
}

function signerReadings(
  parts: readonly Element[],
  signer: Element,
  detached: Uint8Array | null,
): readonly ArchiveReading[] {
  const attributes = unsigned(signer);
  return attributes
    .filter(({ type }) => type === CADES.archiveTimeStamp)
    .map(({ value }) => reading(parts, signer, value, detached));
}

function reading(
  parts: readonly Element[],
  signer: Element,
  token: Element,
  detached: Uint8Array | null,
): ArchiveReading {
  const stated = imprintOf(token);
  const digest = digestByOid(stated.oid);
  if (digest === undefined) throw new Error(`no digest ${stated.oid}`);
  const tokenParts = children(at(children(token), 1)).flatMap(children);
  const tokenSigner = at(children(at(tokenParts, tokenParts.length - 1)), 0);
  const index = unsigned(tokenSigner).find(({ type }) => type === CADES.hashIndex);
  if (index === undefined) throw new Error('the token has no hash index');

  const [eContentType, eContent] = children(at(parts, 2));
  const content =
    eContent === undefined ? detached : Buffer.concat(joinable(at(children(eContent), 0), 'the content'));
  if (content === null || eContentType === undefined) throw new Error('no content');
  const fields = children(signer).filter(({ tag }) => tag !== 0xa1);
  const covered = [raw(eContentType), digest.of(content), ...fields.map(raw), raw(index.value)];

  const [, certificates, revocation, attributes] = children(index.value);
  const objects = [...tagged(parts, 0xa0), ...tagged(parts, 0xa1)].map(raw);
  const values = unsigned(signer).map(({ typeElement, value }) =>
    Buffer.concat([raw(typeElement), raw(value)]),
  );
  const present = [...objects, ...values].map((one) => hex(digest.of(one)));
  const indexed = [certificates, revocation, attributes]
    .flatMap((list) => (list === undefined ? [] : children(list)))
    .map((one) => hex(contents(one)));
  return {
    token: raw(token),
    imprint: stated.imprint,
    computed: digest.of(Buffer.concat(covered)),
    unmatched: indexed.filter((one) => !present.includes(one)).length,
    uncovered: present.filter((one) => !indexed.includes(one)).length,
  };
}

export interface Imprint {
  readonly oid: string;
  readonly imprint: Uint8Array;
}

/** Of a whole token. */
export function imprintOf(token: Element): Imprint {
  const tokenParts = children(at(children(token), 1)).flatMap(children);
  const eContent = at(children(at(children(at(tokenParts, 2)), 1)), 0);
  const info = parseBer(Buffer.concat(joinable(eContent, 'TSTInfo')));
  const [algorithm, imprint] = children(at(children(info), 2));
  if (algorithm === undefined || imprint === undefined) throw new Error('no message imprint');
  return { oid: decodeOid(at(children(algorithm), 0), 'the digest'), imprint: contents(imprint) };
}

interface AttributeValue {
  readonly type: string;
  readonly typeElement: Element;
  readonly value: Element;
}

function unsigned(signer: Element): readonly AttributeValue[] {
  return tagged(children(signer), 0xa1).flatMap((attribute) => {
    const [typeElement, values] = children(attribute);
    if (typeElement === undefined || values === undefined) throw new Error('no attribute');
    return children(values).map((value) => ({
      type: decodeOid(typeElement, 'attribute type'),
      typeElement,
      value,
    }));
  });
}

function tagged(elements: readonly Element[], tag: number): readonly Element[] {
  return elements.filter((one) => one.tag === tag).flatMap(children);
}

function at(elements: readonly Element[], index: number): Element {
  const found = elements[index];
  if (found === undefined) throw new Error(`no element ${index}`);
  return found;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
