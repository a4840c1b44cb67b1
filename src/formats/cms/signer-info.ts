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
}

export interface SignedAttributes {
  /** What is signed: the DER of the SET OF, under its own tag. */
  readonly encoded: Uint8Array;
  /** The bytes in the file were that DER already. */
  readonly der: boolean;
  readonly facts: SignedFacts;
}

export interface SignerInfo {
  readonly identifier: SignerIdentifier;
  readonly digestOid: string;
  readonly signedAttributes: SignedAttributes | null;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: Uint8Array;
  readonly unsigned: UnsignedFacts;
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
  const unsigned = takeOptional(cursor, contextTag(1));
  finish(cursor, 'the SignerInfo');
  return {
    identifier,
    digestOid,
    signedAttributes: signed === undefined ? null : readSignedAttributes(signed),
    signatureAlgorithm,
    signature,
    unsigned: readUnsignedFacts(unsigned === undefined ? [] : readAttributes(unsigned), (counter) =>
      readSignerInfo(counter, nesting + 1),
    ),
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
  return { encoded, der, facts: readSignedFacts(readAttributes(element)) };
}

function readAttributes(element: Element): readonly Attribute[] {
  const attributes: Attribute[] = [];
  const cursor = open(element);
  while (more(cursor)) {
    const one = open(take(cursor, TAG.sequence, 'an attribute'));
    const oid = readOid(next(one, 'the attribute type'), 'the attribute type');
    attributes.push({ oid, values: children(take(one, TAG.set, 'the attribute values')) });
    finish(one, 'the attribute');
    if (attributes.length > MAXIMUM_ATTRIBUTES) {
      throw new TamgaError('TAMGA-E-LIMIT', `more than ${MAXIMUM_ATTRIBUTES} attributes`);
    }
  }
  return attributes;
}
