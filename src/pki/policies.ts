/**
 * The extensions that speak of certificate policies.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.4 RFC 5280, sections 4.2.1.4, 4.2.1.5, 4.2.1.11 and 4.2.1.14}
 * @module
 */
import { derFault, finish, more, next, openAs, parseDer, takeOptional } from '../encoding/der';
import { minimalInteger, readOid, readSmallInteger } from '../encoding/der-values';
import { contextPrimitive, TAG } from '../encoding/tags';

export const ANY_POLICY = '2.5.29.32.0';

export interface PolicyMapping {
  readonly issuerDomain: string;
  readonly subjectDomain: string;
}

/** After how many certificates the condition begins; null: it is not set. */
export interface PolicyConstraints {
  readonly requireExplicitPolicy: number | null;
  readonly inhibitPolicyMapping: number | null;
}

/** The OIDs, each once; qualifiers put no condition on a path. */
export function readCertificatePolicies(value: Uint8Array): readonly string[] {
  const cursor = openAs(parseDer(value), TAG.sequence, 'certificatePolicies');
  const policies = new Set<string>();
  while (more(cursor)) {
    const information = openAs(next(cursor, 'a policy'), TAG.sequence, 'a policy');
    const identifier = next(information, 'a policy identifier');
    const oid = readOid(identifier, 'a policy identifier');
    const qualifiers = takeOptional(information, TAG.sequence);
    if (qualifiers !== undefined) checkQualifiers(qualifiers);
    finish(information, 'the policy');
    // RFC 5280 section 4.2.1.4: a policy appears once.
    if (policies.has(oid)) throw derFault(identifier.start, 'each policy once', `${oid} twice`);
    policies.add(oid);
  }
  if (policies.size === 0) throw derFault(cursor.at, 'at least one policy', 'none');
  return [...policies];
}

function checkQualifiers(element: Parameters<typeof openAs>[0]): void {
  const qualifiers = openAs(element, TAG.sequence, 'policy qualifiers');
  while (more(qualifiers)) {
    const one = openAs(next(qualifiers, 'a policy qualifier'), TAG.sequence, 'a policy qualifier');
    readOid(next(one, 'a policy qualifier'), 'a policy qualifier');
  }
}

export function readPolicyMappings(value: Uint8Array): readonly PolicyMapping[] {
  const cursor = openAs(parseDer(value), TAG.sequence, 'policyMappings');
  const mappings: PolicyMapping[] = [];
  while (more(cursor)) {
    const pair = openAs(next(cursor, 'a policy mapping'), TAG.sequence, 'a policy mapping');
    const issuerDomain = readOid(next(pair, 'issuerDomainPolicy'), 'issuerDomainPolicy');
    const subjectDomain = readOid(next(pair, 'subjectDomainPolicy'), 'subjectDomainPolicy');
    finish(pair, 'the policy mapping');
    mappings.push({ issuerDomain, subjectDomain });
  }
  if (mappings.length === 0) throw derFault(cursor.at, 'at least one policy mapping', 'none');
  return mappings;
}

export function readPolicyConstraints(value: Uint8Array): PolicyConstraints {
  const cursor = openAs(parseDer(value), TAG.sequence, 'policyConstraints');
  const read = (number: number): number | null => {
    const element = takeOptional(cursor, contextPrimitive(number));
    return element === undefined
      ? null
      : skipCertificates(minimalInteger(element, 'a number of certificates'));
  };
  const requireExplicitPolicy = read(0);
  const inhibitPolicyMapping = read(1);
  finish(cursor, 'policyConstraints');
  // RFC 5280 section 4.2.1.11: it is never empty.
  if (requireExplicitPolicy === null && inhibitPolicyMapping === null)
    throw derFault(0, 'a policy constraint', 'none');
  return { requireExplicitPolicy, inhibitPolicyMapping };
}

export function readInhibitAnyPolicy(value: Uint8Array): number {
  return readSmallInteger(parseDer(value), 'inhibitAnyPolicy');
}

/** Any number beyond the length of a path is as good as another. */
function skipCertificates(octets: Uint8Array): number {
  if ((octets[0] ?? 0) >= 0x80) throw derFault(0, 'a number of certificates', 'a negative one');
  return octets.length > 4
    ? Number.MAX_SAFE_INTEGER
    : Number.parseInt(Buffer.from(octets).toString('hex'), 16);
}
