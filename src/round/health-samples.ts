/**
 * The signatures that a verifier may be asked with to see whether it does what it claims.
 *
 * @module
 */
import { caseExistsFor, mintCase } from '../forge/cases/registry';
import { documentFor, readDocument } from '../forge/documents';
import type { Product, SuiteId } from '../model/claim';
import type { KitArtefact } from '../model/kit';
import type { Profile } from '../model/profile';
import type { Samples } from './health-claims';
import { mayAskForged } from './health-questions';
import { KNOWN_GOOD, TWIN } from './kit';
import type { States } from './states';

/**
 * A real verifier is asked with what its own endpoint signed, or with a known-good file of its kit; with what the forge
 * made only if its operator says so.
 */
export function samplesOf(profile: Profile, states: States, kit: readonly KitArtefact[]): Samples {
  const kept = new Map<string, ReturnType<Samples['of']>>();
  const inKit = (form: string): ReturnType<Samples['of']> =>
    kit.find(({ file }) => file.case === KNOWN_GOOD && formOf(file) === form);
  return {
    of: (product) =>
      kept.get(formOf(product)) ??
      inKit(formOf(product)) ??
      (mayAskForged(profile) ? forged(profile, product, states) : undefined),
    keep: (product, sample) => kept.set(formOf(product), sample),
  };
}

/** A verifier is not told the suite. */
function formOf({ format, level, packaging }: Product): string {
  return [format, level, packaging].join('/');
}

function forged(
  profile: Profile,
  product: Product,
  { stateOf, foreignTo }: States,
): ReturnType<Samples['of']> {
  const [state, foreign] = [stateOf(profile.code), foreignTo(profile.code)];
  const own = { ...product, suite: ownSuite(profile, product) };
  if (!caseExistsFor(TWIN, { state, foreign, product: own })) return undefined;
  const document = documentFor(own);
  return mintCase(TWIN, {
    state,
    foreign,
    product: own,
    document: readDocument(document),
    documentName: document.name,
  });
}

/** One that the state signs with and the claim has, where there is one. */
function ownSuite({ claims }: Profile, { format, suite }: Product): SuiteId {
  const signs = claims.filter(({ role }) => role === 'sign').flatMap(({ suites }) => suites);
  const verifies = claims
    .filter((claim) => claim.role === 'verify' && claim.format === format)
    .flatMap(({ suites }) => suites);
  return verifies.find((one) => signs.includes(one)) ?? suite;
}
