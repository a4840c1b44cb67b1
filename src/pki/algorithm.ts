/**
 * AlgorithmIdentifier.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5280#section-4.1.1.2 RFC 5280, section 4.1.1.2}
 * @module
 */
import type { AlgorithmIdentifier, PssParameters } from '../crypto/identify';
import { type Element, finish, more, next, open, openAs, takeOptional } from '../encoding/der';
import { readOid, readSmallInteger } from '../encoding/der-values';
import { OID } from '../encoding/oids';
import { contextTag, TAG } from '../encoding/tags';

const SHA1 = '1.3.14.3.2.26';

export function readAlgorithm(element: Element, what: string): AlgorithmIdentifier {
  const cursor = openAs(element, TAG.sequence, what);
  const oid = readOid(next(cursor, what), what);
  const parameters = more(cursor) ? next(cursor, what) : undefined;
  finish(cursor, what);
  // RFC 4055 section 3.1: without the SEQUENCE nothing is said of the digest; the key may be named so, a signature not.
  const pss = oid === OID.rsaPss && parameters?.tag === TAG.sequence ? readPss(parameters) : null;
  return { oid, pss };
}

/** RFC 4055 section 3.1; every field has a default, all of them with SHA-1. */
export function readPss(element: Element): PssParameters {
  const cursor = openAs(element, TAG.sequence, 'RSASSA-PSS-params');
  const digest = takeOptional(cursor, contextTag(0));
  const mask = takeOptional(cursor, contextTag(1));
  const salt = takeOptional(cursor, contextTag(2));
  takeOptional(cursor, contextTag(3));
  finish(cursor, 'RSASSA-PSS-params');
  return {
    digestOid:
      digest === undefined ? SHA1 : readAlgorithm(next(open(digest), 'the digest'), 'the digest').oid,
    maskDigestOid: mask === undefined ? SHA1 : readMaskDigest(next(open(mask), 'the mask function')),
    saltLength:
      salt === undefined
        ? 20
        : readSmallInteger(next(open(salt), 'the salt length'), 'the salt length', 2048),
  };
}

function readMaskDigest(element: Element): string {
  const cursor = openAs(element, TAG.sequence, 'the mask function');
  // Another function than MGF1 has no digest that we could compare.
  if (readOid(next(cursor, 'the mask function'), 'the mask function') !== OID.mgf1) return '';
  return readAlgorithm(next(cursor, 'the mask digest'), 'the mask digest').oid;
}
