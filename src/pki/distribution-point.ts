/**
 * Distribution points: where the lists of a certificate lie, which reasons they cover and who signs them.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.13 RFC 5280, section 4.2.1.13}
 * @module
 */
import {
  type Cursor,
  contents,
  derFault,
  type Element,
  finish,
  more,
  next,
  open,
  openAs,
  parseDer,
  takeOptional,
} from '../encoding/der';
import { encode } from '../encoding/der-writer';
import { contextPrimitive, contextTag, TAG } from '../encoding/tags';
import { type GeneralName, NAME_KIND, readGeneralNames, sameGeneralName } from './general-name';

export type DistributionPointName =
  | { readonly kind: 'full'; readonly names: readonly GeneralName[] }
  /** One RelativeDistinguishedName, DER: what follows the name of the list's issuer. */
  | { readonly kind: 'relative'; readonly relative: Uint8Array };

export interface DistributionPoint {
  readonly name: DistributionPointName | null;
  /** Bits of ReasonFlags as `1 << number`. */
  readonly reasons: number;
  /** Null: the issuer of the certificate. */
  readonly crlIssuer: readonly GeneralName[] | null;
}

/** ReasonFlags 1 (keyCompromise) to 8 (aACompromise); bit 0 is unused. */
export const ALL_REASONS = 0x1fe;

const MOST_POINTS = 256;

/** Of cRLDistributionPoints and of freshestCRL, which have one syntax. */
export function readDistributionPoints(value: Uint8Array): readonly DistributionPoint[] {
  const cursor = openAs(parseDer(value), TAG.sequence, 'CRLDistributionPoints');
  const points: DistributionPoint[] = [];
  while (more(cursor)) {
    const element = next(cursor, 'a DistributionPoint');
    if (points.length === MOST_POINTS) throw derFault(element.start, `${MOST_POINTS} points at most`, 'more');
    points.push(readDistributionPoint(element));
  }
  if (points.length === 0) throw derFault(cursor.at, 'at least one DistributionPoint', 'none');
  return points;
}

function readDistributionPoint(element: Element): DistributionPoint {
  const cursor = openAs(element, TAG.sequence, 'a DistributionPoint');
  const name = takeOptional(cursor, contextTag(0));
  const reasons = takeOptional(cursor, contextPrimitive(1));
  const issuer = takeOptional(cursor, contextTag(2));
  finish(cursor, 'the DistributionPoint');
  return {
    name: name === undefined ? null : readDistributionPointName(open(name)),
    reasons: reasons === undefined ? ALL_REASONS : readReasons(reasons),
    crlIssuer: issuer === undefined ? null : readGeneralNames(issuer, contextTag(2)),
  };
}

export function readDistributionPointName(cursor: Cursor): DistributionPointName {
  const full = takeOptional(cursor, contextTag(0));
  if (full !== undefined) return { kind: 'full', names: readGeneralNames(full, contextTag(0)) };
  const relative = next(cursor, 'a DistributionPointName');
  if (relative.tag !== contextTag(1))
    throw derFault(relative.start, 'a DistributionPointName', 'another tag');
  return { kind: 'relative', relative: encode(TAG.set, contents(relative)) };
}

/** ReasonFlags under an IMPLICIT tag, which the caller has checked. */
export function readReasons(element: Element): number {
  const [unused = 8, ...octets] = contents(element);
  if (unused > 7 || octets.length > 2) throw derFault(element.start, 'ReasonFlags', 'another BIT STRING');
  let mask = 0;
  for (let bit = 1; bit <= 8; bit += 1) {
    if (((octets[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0) mask |= 1 << bit;
  }
  return mask;
}

/** HTTP addresses of a fullName. */
export function urlsOf(name: DistributionPointName | null): readonly string[] {
  if (name?.kind !== 'full') return [];
  return name.names.map(httpUrl).filter((url) => url !== undefined);
}

export function httpUrl({ tag, value }: GeneralName): string | undefined {
  if (tag !== NAME_KIND.uri) return undefined;
  const url = Buffer.from(value).toString('latin1');
  return /^https?:\/\/[\x21-\x7e]{1,2000}$/i.test(url) ? url : undefined;
}

/** The names of a point in full: a relative one continues the name of the list's issuer. */
export function fullNames(name: DistributionPointName, issuer: Uint8Array): readonly GeneralName[] {
  if (name.kind === 'full') return name.names;
  const value = encode(TAG.sequence, contents(parseDer(issuer)), name.relative);
  return [{ tag: NAME_KIND.directory, value }];
}

export function shareName(one: readonly GeneralName[], other: readonly GeneralName[]): boolean {
  return one.some((name) => other.some((wanted) => sameGeneralName(name, wanted)));
}
