/**
 * How a simulated endpoint departs from what its profile declares: on purpose, by the name in its option `behaviour`.
 *
 * @module
 */
import type { Role } from '../model/claim';
import { didYouMean } from '../model/did-you-mean';
import { TamgaError } from '../model/error';
import type { Endpoint } from '../model/profile';
import type { Lie, SignerLie, VerifierLie } from './liars/lie';
import { SIGNER_LIES } from './liars/signers';
import { VARIANTS } from './liars/variants';
import { VERIFIER_LIES } from './liars/verifiers';

/** The lies, and the ways to be honest that differ from what most do. */
export const BEHAVIOURS: ReadonlyMap<string, Lie> = new Map(
  [...VERIFIER_LIES, ...SIGNER_LIES, ...VARIANTS].map((lie) => [lie.id, lie]),
);

/**
 * Undefined: the endpoint does what it declares.
 *
 * @throws TamgaError TAMGA-E-PROFILE-MEANING for a name without a row, or one of the other role.
 */
export function behaviourOf(endpoint: Endpoint | undefined, role: 'verify'): VerifierLie | undefined;
export function behaviourOf(endpoint: Endpoint | undefined, role: 'sign'): SignerLie | undefined;
export function behaviourOf(endpoint: Endpoint | undefined, role: Role): Lie | undefined {
  const name = endpoint?.options['behaviour'];
  if (name === undefined) return undefined;
  const behaviour = BEHAVIOURS.get(name);
  if (behaviour?.role === role) return behaviour;
  const known = [...BEHAVIOURS.values()].filter((one) => one.role === role).map(({ id }) => id);
  const near = didYouMean(name, known);
  throw new TamgaError('TAMGA-E-PROFILE-MEANING', `no simulated endpoint to ${role} behaves as "${name}"`, {
    hint: near === undefined ? `Behaviours: ${known.join(', ')}.` : `Did you mean ${near}?`,
  });
}
