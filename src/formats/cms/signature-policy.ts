/**
 * The signature policy that a signer says it followed, and the document where the signature stores it.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31912201/ EN 319 122-1, sections 5.2.9 and 5.2.10}
 * @module
 */
import { digestByOid } from '../../crypto/digests';
import { children, type Element, more, next, openAs, takeOptional } from '../../encoding/der';
import { readOctetString, readOid, readString } from '../../encoding/der-values';
import { OID } from '../../encoding/oids';
import { TAG } from '../../encoding/tags';
import { readAlgorithm } from '../../pki/algorithm';
import type { SignaturePolicyReference } from '../facts';
import { orElse } from './or-else';
import type { Attribute, SignerInfo } from './signer-info';

type Policy = Omit<SignaturePolicyReference, 'document'>;

const IMPLIED: Policy = { id: null, digest: null, hash: null, uri: null };

/** The first one; that there are more is seen in the properties. Null: none, or none that can be read. */
export function signaturePolicyOf(signer: SignerInfo): SignaturePolicyReference | null {
  const value = firstValue(signer.signedAttributes?.attributes ?? [], OID.signaturePolicy);
  const policy = value === undefined ? undefined : orElse(() => readPolicy(value));
  if (policy === undefined) return null;
  const store = firstValue(signer.unsignedAttributes, OID.signaturePolicyStore);
  return { ...policy, document: store === undefined ? null : (orElse(() => readStore(store)) ?? null) };
}

function firstValue(attributes: readonly Attribute[], oid: string): Element | undefined {
  return attributes.find((attribute) => attribute.oid === oid)?.values[0];
}

/** SignaturePolicy ::= CHOICE of SignaturePolicyId and NULL. */
function readPolicy(value: Element): Policy {
  if (value.tag === TAG.null) return IMPLIED;
  const cursor = openAs(value, TAG.sequence, 'a SignaturePolicyId');
  const id = readOid(next(cursor, 'the policy identifier'), 'the policy identifier');
  // Older signatures leave the hash out where it was not known.
  if (!more(cursor)) return { ...IMPLIED, id };
  const hashed = openAs(next(cursor, 'the policy hash'), TAG.sequence, 'the policy hash');
  const stated = readAlgorithm(next(hashed, 'the hash algorithm'), 'the hash algorithm').oid;
  const hash = readOctetString(next(hashed, 'the policy hash'), 'the policy hash');
  const qualifiers = takeOptional(cursor, TAG.sequence);
  return {
    id,
    digest: { stated, digest: digestByOid(stated) },
    hash,
    uri: qualifiers === undefined ? null : uriIn(qualifiers),
  };
}

/** SPuri; notices and specifications are for people. */
function uriIn(qualifiers: Element): string | null {
  for (const qualifier of children(qualifiers)) {
    const cursor = openAs(qualifier, TAG.sequence, 'a policy qualifier');
    const oid = readOid(next(cursor, 'the qualifier identifier'), 'the qualifier identifier');
    if (oid === OID.signaturePolicyUri && more(cursor)) return readString(next(cursor, 'SPuri'));
  }
  return null;
}

/** SignaturePolicyStore: what it follows, then the document itself or a place on the signer's machine. */
function readStore(value: Element): Uint8Array | null {
  const cursor = openAs(value, TAG.sequence, 'a SignaturePolicyStore');
  next(cursor, 'the specification of the document');
  return readOctetString(next(cursor, 'the policy document'), 'the policy document');
}
