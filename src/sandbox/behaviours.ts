/**
 * How a simulated verifier departs from what its profile declares: on purpose, by name, one thing each.
 *
 * @module
 */
import { TamgaError } from '../model/error';
import type { Endpoint } from '../model/profile';
import type { ValidationContext } from '../referee/validation';

/** Changes what the verifier judges under. */
export type Behaviour = (context: ValidationContext) => ValidationContext;

const BEHAVIOURS: ReadonlyMap<string, Behaviour> = new Map([
  // It declares the best signature time, but takes no signature time-stamp as a proof of existence.
  ['ignores-time-stamp', (context) => ({ ...context, timeModel: 'now' })],
]);

const AS_DECLARED: Behaviour = (context) => context;

/** @throws TamgaError TAMGA-E-PROFILE-MEANING for a name without a row. */
export function behaviourOf(endpoint: Endpoint | undefined): Behaviour {
  const name = endpoint?.options['behaviour'];
  if (name === undefined) return AS_DECLARED;
  const behaviour = BEHAVIOURS.get(name);
  if (behaviour !== undefined) return behaviour;
  throw new TamgaError('TAMGA-E-PROFILE-MEANING', `no simulated verifier behaves as "${name}"`, {
    hint: `Behaviours: ${[...BEHAVIOURS.keys()].join(', ')}.`,
  });
}
