/**
 * The certificate policies under which a path is valid, as a graph: it grows with the certificates, not with their product.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9618#section-5 RFC 9618, section 5}, which replaces the tree of RFC 5280 section 6.1
 * @module
 */
import { type Certificate, isSelfIssued } from './certificate';
import type { PathFault } from './path-validation';
import { ANY_POLICY } from './policies';

/** RFC 5280 section 6.1.1 (c), (e), (f) and (g). */
export interface PolicyInputs {
  /** user-initial-policy-set; null stands for any-policy. */
  readonly policies: readonly string[] | null;
  readonly requireExplicitPolicy: boolean;
  readonly inhibitPolicyMapping: boolean;
  readonly inhibitAnyPolicy: boolean;
}

export const NO_POLICY_ASKED: PolicyInputs = {
  policies: null,
  requireExplicitPolicy: false,
  inhibitPolicyMapping: false,
  inhibitAnyPolicy: false,
};

export interface PolicyOutcome {
  readonly faults: readonly PathFault[];
  /** user-constrained-policy-set; `2.5.29.32.0` in it stands for every policy. */
  readonly policies: readonly string[];
}

interface Node {
  readonly policy: string;
  expected: ReadonlySet<string>;
  readonly parents: readonly Node[];
}

/** The nodes of one depth by their valid policy. */
type Level = ReadonlyMap<string, Node>;

interface State {
  /** Null: no policy is valid for the path so far. */
  level: Level | null;
  explicitPolicy: number;
  policyMapping: number;
  inhibitAnyPolicy: number;
}

/** `below`: the certificates under the anchor, the one that it issued first. */
export function validPolicies(below: readonly Certificate[], inputs: PolicyInputs): PolicyOutcome {
  const most = below.length + 1;
  const root: Node = { policy: ANY_POLICY, expected: new Set([ANY_POLICY]), parents: [] };
  const state: State = {
    level: new Map([[ANY_POLICY, root]]),
    explicitPolicy: inputs.requireExplicitPolicy ? 0 : most,
    policyMapping: inputs.inhibitPolicyMapping ? 0 : most,
    inhibitAnyPolicy: inputs.inhibitAnyPolicy ? 0 : most,
  };
  const faults: PathFault[] = [];
  for (const [index, certificate] of below.entries()) {
    const last = index === below.length - 1;
    state.level = descend(state, certificate, last);
    // RFC 5280 section 6.1.3 (f).
    if (state.explicitPolicy === 0 && state.level === null)
      return { faults: [...faults, noPolicy('6.1.3', certificate)], policies: [] };
    if (last) wrapUp(state, certificate);
    else faults.push(...prepare(state, certificate));
  }
  const policies = userConstrained(state.level, inputs.policies);
  const [target] = below.slice(-1);
  // RFC 5280 section 6.1.5 (g), last paragraph.
  if (target !== undefined && state.explicitPolicy === 0 && policies.length === 0)
    faults.push(noPolicy('6.1.5', target));
  return { faults, policies };
}

function noPolicy(section: string, { subjectText }: Certificate): PathFault {
  return {
    section,
    rule: 'policy',
    found: `a certificate policy is required, and none is valid at ${subjectText}`,
  };
}

/** RFC 9618 section 5.3, which replaces 6.1.3 (d) and (e). */
function descend(state: State, certificate: Certificate, last: boolean): Level | null {
  const { level } = state;
  if (level === null || certificate.policies === null) return null;
  const expecting = parentsByExpected(level);
  const found = new Map<string, Node>();
  const add = (policy: string, parents: readonly Node[]): void => {
    found.set(policy, { policy, expected: new Set([policy]), parents });
  };
  const any = level.get(ANY_POLICY);
  for (const policy of certificate.policies) {
    if (policy === ANY_POLICY) continue;
    const parents = expecting.get(policy) ?? (any === undefined ? [] : [any]);
    if (parents.length > 0) add(policy, parents);
  }
  const anyCounts = state.inhibitAnyPolicy > 0 || (!last && isSelfIssued(certificate));
  if (anyCounts && certificate.policies.includes(ANY_POLICY)) {
    for (const [policy, parents] of expecting) if (!found.has(policy)) add(policy, parents);
  }
  return found.size === 0 ? null : found;
}

function parentsByExpected(level: Level): ReadonlyMap<string, readonly Node[]> {
  const parents = new Map<string, Node[]>();
  for (const node of level.values()) {
    for (const policy of node.expected) {
      const known = parents.get(policy);
      if (known === undefined) parents.set(policy, [node]);
      else known.push(node);
    }
  }
  return parents;
}

/** RFC 5280 section 6.1.4 (a), (b), (h), (i) and (j), with RFC 9618 section 5.4. */
function prepare(state: State, certificate: Certificate): readonly PathFault[] {
  const mappings = certificate.policyMappings ?? [];
  const ofAny = mappings.some(
    (pair) => pair.issuerDomain === ANY_POLICY || pair.subjectDomain === ANY_POLICY,
  );
  if (mappings.length > 0 && state.level !== null) state.level = mapped(state, state.level, certificate);
  if (!isSelfIssued(certificate)) {
    state.explicitPolicy = Math.max(0, state.explicitPolicy - 1);
    state.policyMapping = Math.max(0, state.policyMapping - 1);
    state.inhibitAnyPolicy = Math.max(0, state.inhibitAnyPolicy - 1);
  }
  const { policyConstraints, inhibitAnyPolicy } = certificate;
  state.explicitPolicy = Math.min(state.explicitPolicy, policyConstraints?.requireExplicitPolicy ?? Infinity);
  state.policyMapping = Math.min(state.policyMapping, policyConstraints?.inhibitPolicyMapping ?? Infinity);
  state.inhibitAnyPolicy = Math.min(state.inhibitAnyPolicy, inhibitAnyPolicy ?? Infinity);
  return ofAny
    ? [
        {
          section: '6.1.4',
          rule: 'policy',
          found: `${certificate.subjectText} maps a policy to or from any policy`,
        },
      ]
    : [];
}

function mapped(state: State, level: Level, certificate: Certificate): Level | null {
  const changed = new Map(level);
  const equivalent = new Map<string, Set<string>>();
  for (const { issuerDomain, subjectDomain } of certificate.policyMappings ?? []) {
    const subjects = equivalent.get(issuerDomain) ?? new Set();
    equivalent.set(issuerDomain, subjects.add(subjectDomain));
  }
  const any = level.get(ANY_POLICY);
  for (const [policy, expected] of equivalent) {
    const node = changed.get(policy);
    if (state.policyMapping === 0) changed.delete(policy);
    else if (node !== undefined) node.expected = expected;
    else if (any !== undefined) changed.set(policy, { policy, expected, parents: any.parents });
  }
  return changed.size === 0 ? null : changed;
}

/** RFC 5280 section 6.1.5 (a) and (b). */
function wrapUp(state: State, { policyConstraints }: Certificate): void {
  state.explicitPolicy = Math.max(0, state.explicitPolicy - 1);
  if (policyConstraints?.requireExplicitPolicy === 0) state.explicitPolicy = 0;
}

/** RFC 9618 section 5.5: policies of the user's domain that lead to the end of the path. */
function userConstrained(level: Level | null, asked: readonly string[] | null): readonly string[] {
  if (level === null) return [];
  const authority = new Set<string>();
  const seen = new Set<Node>();
  const waiting = [...level.values()];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    const fromAny = node.parents.some(({ policy }) => policy === ANY_POLICY);
    if (node.policy !== ANY_POLICY && fromAny) authority.add(node.policy);
    waiting.push(...node.parents);
  }
  const toAny = level.has(ANY_POLICY);
  if (asked === null || asked.includes(ANY_POLICY)) return [...authority, ...(toAny ? [ANY_POLICY] : [])];
  return asked.filter((policy) => toAny || authority.has(policy));
}
