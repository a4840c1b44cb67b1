/**
 * Which questions put the claims of a state to the test: as few as name every level, packaging and suite once.
 *
 * @module
 */
import { callsOf } from '../exchange/door';
import { type Claim, FORMATS, type Product, type Role } from '../model/claim';
import { endpointFor, endpointNameOf, type NamedEndpoint } from '../model/endpoints';
import { levelsOf, packagingsOf } from '../model/forms';
import type { Profile } from '../model/profile';
import { isSimulated } from './settings';

export interface HealthQuestion {
  readonly product: Product;
  readonly claimed: boolean;
}

/** Those that this endpoint answers for; what nobody claims goes to the main endpoint of the role. */
export function questionsFor(profile: Profile, { name, role }: NamedEndpoint): readonly HealthQuestion[] {
  const mine = profile.claims.filter((claim) => claim.role === role && endpointNameOf(claim) === name);
  const claimed = mine.flatMap((claim) => star(claim, role).map((product) => ({ product, claimed: true })));
  // What nobody claims is asked only of whom the forge may ask: elsewhere each question costs somebody a signature.
  const unclaimed = name === role && mayAskForged(profile) ? unclaimedBy(profile, role) : [];
  const all = [...claimed, ...unclaimed.map((product) => ({ product, claimed: false }))];
  // Two claims of one format may name the same product.
  return [...new Map(all.map((one) => [JSON.stringify(Object.values(one.product)), one])).values()].filter(
    ({ product, claimed: is }) => !is || endpointFor(profile, role, product)?.name === name,
  );
}

/** What the canaries, the version and the questions take if all are answered at once. */
export function callsFor(profile: Profile, named: NamedEndpoint, withClaims: boolean): number {
  const { dialect } = named.endpoint;
  const questions = withClaims ? questionsFor(profile, named).length : 0;
  const unsigned = withClaims && named.role === 'verify' && questions > 0 ? 1 : 0;
  return CANARY_AND_VERSION + unsigned + questions * callsOf(dialect, named.role);
}

/** The canary of DSS asks two services. */
const CANARY_AND_VERSION = 3;

/** The first of all, and each of the others with the first of the rest. A verifier is not told the suite. */
function star({ format, levels, packagings, suites }: Claim, role: Role): readonly Product[] {
  const [level, ...furtherLevels] = levels;
  const [packaging, ...furtherPackagings] = packagings;
  const [suite, ...furtherSuites] = suites;
  if (level === undefined || packaging === undefined || suite === undefined) return [];
  const first: Product = { format, level, packaging, suite };
  return [
    first,
    ...furtherLevels.map((one) => ({ ...first, level: one })),
    ...furtherPackagings.map((one) => ({ ...first, packaging: one })),
    ...(role === 'sign' ? furtherSuites.map((one) => ({ ...first, suite: one })) : []),
  ];
}

/** One of each format that no claim of the role has. */
function unclaimedBy({ claims }: Profile, role: Role): readonly Product[] {
  const ofRole = claims.filter((claim) => claim.role === role);
  const suite = ofRole[0]?.suites[0];
  if (suite === undefined) return [];
  return FORMATS.filter((format) => ofRole.every((claim) => claim.format !== format)).flatMap((format) => {
    const [level] = levelsOf(format);
    const [packaging] = packagingsOf(format);
    return level === undefined || packaging === undefined ? [] : [{ format, level, packaging, suite }];
  });
}

/** Others are asked with what their own endpoints signed. */
export function mayAskForged(profile: Profile): boolean {
  return isSimulated(profile) || profile.kit?.sandboxRootsInstalled === true;
}
