/**
 * SignerInfo as facts: identifier, algorithms, attributes, value.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5652#section-5.3 RFC 5652, section 5.3}
 * @module
 */
import type { AlgorithmIdentifier } from '../../crypto/identify';
import {
  children,
  type Element,
  finish,
  more,
  next,
  open,
  openAs,
  raw,
  take,
  takeOptional,
} from '../../encoding/der';
import { derEncoding, isDer } from '../../encoding/der-canonical';
import {
  joinable,
  readIntegerBytes,
  readOctetString,
  readOid,
  readSmallInteger,
} from '../../encoding/der-values';
import { contextPrimitive, contextTag, TAG } from '../../encoding/tags';
import { TamgaError } from '../../model/error';
import { readAlgorithm } from '../../pki/algorithm';
import { readSignedFacts, type SignedFacts } from './signed-facts';
import { readUnsignedFacts, type UnsignedFacts } from './unsigned-facts';

export type SignerIdentifier =
  | { readonly by: 'issuer-serial'; readonly issuer: Uint8Array; readonly serialNumber: Uint8Array }
  | { readonly by: 'key-identifier'; readonly keyIdentifier: Uint8Array };

export interface Attribute {
  readonly oid: string;
  readonly values: readonly Element[];
  /** The whole Attribute; its contents are type and values, as time-stamps cover them. */
  readonly element: Element;
}

export interface SignedAttributes {
  /** What is signed: the DER of the SET OF, under its own tag. */
  readonly encoded: Uint8Array;
  /** The bytes in the file were that DER already. */
  readonly der: boolean;
  /** As it stands, under [0]. */
  readonly element: Element;
  readonly attributes: readonly Attribute[];
  readonly facts: SignedFacts;
}

export interface SignerInfo {
  readonly identifier: SignerIdentifier;
  readonly digestOid: string;
  readonly signedAttributes: SignedAttributes | null;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: Uint8Array;
  readonly unsignedAttributes: readonly Attribute[];
  readonly unsigned: UnsignedFacts;
  /** version, sid, digestAlgorithm, signedAttrs, signatureAlgorithm and signature, one after the other as they stand. */
  readonly fields: Uint8Array;
}

const MAXIMUM_NESTING = 8;
const MAXIMUM_ATTRIBUTES = 1000;

/** `nesting`: how many counter-signatures lie around this one. */
export function readSignerInfo(element: Element, nesting: number): SignerInfo {
  if (nesting > MAXIMUM_NESTING) {
    throw new TamgaError('TAMGA-E-LIMIT', `counter-signatures nested deeper than ${MAXIMUM_NESTING}`);
  }
  const cursor = openAs(element, TAG.sequence, 'a SignerInfo');
  readSmallInteger(next(cursor, 'the version'), 'the version', 5);
  const identifier = readIdentifier(next(cursor, 'the signer identifier'));
  const digestOid = readAlgorithm(next(cursor, 'the digest algorithm'), 'the digest algorithm').oid;
  const signed = takeOptional(cursor, contextTag(0));
  const signatureAlgorithm = readAlgorithm(
    next(cursor, 'the signature algorithm'),
    'the signature algorithm',
  );
  const signature = readOctetString(next(cursor, 'the signature value'), 'the signature value');
  const fieldsEnd = cursor.at;
  const unsigned = takeOptional(cursor, contextTag(1));
  finish(cursor, 'the SignerInfo');
  const unsignedAttributes = unsigned === undefined ? [] : readAttributes(unsigned);
  return {
    identifier,
    digestOid,
    signedAttributes: signed === undefined ? null : readSignedAttributes(signed),
    signatureAlgorithm,
    signature,
    unsignedAttributes,
    unsigned: readUnsignedFacts(unsignedAttributes, (counter) => readSignerInfo(counter, nesting + 1)),
    fields: element.source.bytes.subarray(element.body, fieldsEnd),
  };
}

function readIdentifier(element: Element): SignerIdentifier {
  if (element.tag === contextPrimitive(0) || element.tag === contextTag(0)) {
    const [first = new Uint8Array(0), ...rest] = joinable(element, 'the key identifier');
    return {
      by: 'key-identifier',
      keyIdentifier: rest.length === 0 ? first : Buffer.concat([first, ...rest]),
    };
  }
  const cursor = openAs(element, TAG.sequence, 'an IssuerAndSerialNumber');
  const issuer = raw(take(cursor, TAG.sequence, 'the issuer'));
  const serialNumber = readIntegerBytes(next(cursor, 'the serial number'), 'the serial number');
  finish(cursor, 'the IssuerAndSerialNumber');
  return { by: 'issuer-serial', issuer, serialNumber };
}

function readSignedAttributes(element: Element): SignedAttributes {
  // RFC 5652 section 5.4: what is digested is the DER of the SET OF, not the [0] in the message.
  const der = isDer(element, true);
  const encoded = der ? Uint8Array.from(raw(element)) : derEncoding(element, TAG.set, true);
  encoded[0] = TAG.set;
  const attributes = readAttributes(element);
  return { encoded, der, element, attributes, facts: readSignedFacts(attributes) };
}

function readAttributes(set: Element): readonly Attribute[] {
  const attributes: Attribute[] = [];
  const cursor = open(set);
  while (more(cursor)) {
    const element = take(cursor, TAG.sequence, 'an attribute');
    const one = open(element);
    const oid = readOid(next(one, 'the attribute type'), 'the attribute type');
    attributes.push({ oid, values: children(take(one, TAG.set, 'the attribute values')), element });
    finish(one, 'the attribute');
    if (attributes.length > MAXIMUM_ATTRIBUTES) {
      throw new TamgaError('TAMGA-E-LIMIT', `more than ${MAXIMUM_ATTRIBUTES} attributes`);
    }
  }
  return attributes;
}
