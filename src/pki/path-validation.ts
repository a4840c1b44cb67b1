/**
 * The rules of RFC 5280 section 6.1 that do not depend on time or revocation, for one path.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5280#section-6.1 RFC 5280, section 6.1}
 * @module
 */
import { OID } from '../encoding/oids';
import { TamgaError } from '../model/error';
import { type Certificate, isSelfIssued } from './certificate';
import { isEmptyName } from './name';
import { type NameConstraints, nameFault, readNameConstraints } from './name-constraints';
import type { Path } from './path';
import { NO_POLICY_ASKED, type PolicyInputs, validPolicies } from './policy-graph';

export interface PathFault {
  /** The rule, as a section of RFC 5280. */
  readonly section: string;
  readonly rule:
    | 'unreadable-extension'
    | 'critical-extension'
    | 'names'
    | 'authority'
    | 'key-usage'
    | 'path-length'
    | 'policy';
  readonly found: string;
}

/** Critical extensions that this validation processes, or that others ask for. */
const PROCESSED: ReadonlySet<string> = new Set([
  OID.basicConstraints,
  OID.keyUsage,
  OID.extendedKeyUsage,
  OID.subjectAltName,
  OID.nameConstraints,
  OID.certificatePolicies,
  OID.policyMappings,
  OID.policyConstraints,
  OID.inhibitAnyPolicy,
  OID.authorityKeyIdentifier,
  OID.subjectKeyIdentifier,
  OID.crlDistributionPoints,
  OID.authorityInformationAccess,
  OID.qcStatements,
  OID.noRevocationAvailable,
  OID.shortTermAssured,
  OID.ocspNoCheck,
]);

export interface PathOutcome {
  readonly faults: readonly PathFault[];
  /** The policies for which the path is valid (user-constrained-policy-set); `2.5.29.32.0` in it stands for every policy. */
  readonly policies: readonly string[];
}

/** No fault: every rule holds. The signatures were checked while the path was built. */
export function validatePath(path: Path, inputs: PolicyInputs = NO_POLICY_ASKED): PathOutcome {
  const below = path.slice(0, -1).reverse();
  const outcome = validPolicies(below, inputs);
  return { faults: [...ruleFaults(path, below), ...outcome.faults], policies: outcome.policies };
}

export function pathFaults(path: Path, inputs: PolicyInputs = NO_POLICY_ASKED): readonly PathFault[] {
  return validatePath(path, inputs).faults;
}

function ruleFaults(path: Path, below: readonly Certificate[]): readonly PathFault[] {
  const faults: PathFault[] = [];
  const constraints: NameConstraints[] = [];
  const anchor = path[path.length - 1];
  let pathLength = anchor?.basicConstraints?.pathLength ?? Number.POSITIVE_INFINITY;
  if (anchor !== undefined && path.length > 1)
    faults.push(...unreadableFaults(anchor), ...addConstraints(anchor, constraints));

  for (const [index, certificate] of below.entries()) {
    const target = index === below.length - 1;
    faults.push(...criticalFaults(certificate));
    // Section 6.1.3 (b): a self-issued certificate in the middle escapes the names of those above it.
    if (target || !isSelfIssued(certificate)) faults.push(...nameFaults(certificate, constraints));
    if (target) break;
    faults.push(...authorityFaults(certificate));
    // Section 6.1.4 (l): self-issued certificates do not count.
    if (!isSelfIssued(certificate)) {
      if (pathLength <= 0) faults.push(tooLong(certificate));
      pathLength -= 1;
    }
    pathLength = Math.min(pathLength, certificate.basicConstraints?.pathLength ?? Number.POSITIVE_INFINITY);
    faults.push(...addConstraints(certificate, constraints));
  }
  return faults;
}

function tooLong(certificate: Certificate): PathFault {
  const found = `more certificates below ${who(certificate)} than a path length allows`;
  return { section: '6.1.4', rule: 'path-length', found };
}

/** Section 6.1.4 (k) and (n); section 4.1.2.6 for the name. */
function authorityFaults(certificate: Certificate): readonly PathFault[] {
  const faults: PathFault[] = [];
  if (certificate.version !== 3 || certificate.basicConstraints?.ca !== true) {
    const before = certificate.version === 3 ? '' : ` (version ${certificate.version})`;
    const found = `${who(certificate)} issues, but is no certification authority${before}`;
    faults.push({ section: '6.1.4', rule: 'authority', found });
  }
  if (certificate.keyUsage !== null && !certificate.keyUsage.has('keyCertSign')) {
    const found = `${who(certificate)} issues, but its key usage lacks keyCertSign`;
    faults.push({ section: '6.1.4', rule: 'key-usage', found });
  }
  if (isEmptyName(certificate.subject))
    faults.push({ section: '4.1.2.6', rule: 'names', found: 'an authority without a name issues' });
  return faults;
}

/** Sections 6.1.4 (o) and 6.1.5 (f): a critical extension that is not processed ends the validation. */
export function criticalFaults(certificate: Certificate): readonly PathFault[] {
  const faults: PathFault[] = [...unreadableFaults(certificate)];
  for (const [oid, { critical }] of certificate.extensions) {
    if (critical && !PROCESSED.has(oid)) {
      faults.push({
        section: '6.1.5',
        rule: 'critical-extension',
        found: `${who(certificate)} has the unknown critical extension ${oid}`,
      });
    }
  }
  return faults;
}

/** What an extension restricts is not known where it cannot be read, critical or not. */
function unreadableFaults(certificate: Certificate): readonly PathFault[] {
  return certificate.unreadable.map((oid) => ({
    section: '4.2',
    rule: 'unreadable-extension',
    found: `the extension ${oid} of ${who(certificate)} cannot be read`,
  }));
}

function addConstraints(certificate: Certificate, constraints: NameConstraints[]): readonly PathFault[] {
  const extension = certificate.extensions.get(OID.nameConstraints);
  if (extension === undefined) return [];
  try {
    constraints.push(readNameConstraints(extension.value));
    return [];
  } catch (error) {
    if (!(error instanceof TamgaError)) throw error;
    return [
      {
        section: '4.2.1.10',
        rule: 'unreadable-extension',
        found: `the name constraints of ${who(certificate)} cannot be read: ${error.message}`,
      },
    ];
  }
}

function nameFaults(certificate: Certificate, constraints: readonly NameConstraints[]): readonly PathFault[] {
  if (constraints.length === 0) return [];
  try {
    const found = constraints.map((one) => nameFault(certificate, one)).find((fault) => fault !== undefined);
    return found === undefined
      ? []
      : [{ section: '6.1.3', rule: 'names', found: `${who(certificate)}: ${found}` }];
  } catch (error) {
    if (!(error instanceof TamgaError)) throw error;
    return [
      {
        section: '4.2.1.6',
        rule: 'unreadable-extension',
        found: `the names of ${who(certificate)} cannot be read: ${error.message}`,
      },
    ];
  }
}

function who(certificate: Certificate): string {
  return certificate.subjectText;
}
