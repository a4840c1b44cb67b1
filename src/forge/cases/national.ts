/**
 * For cases that put a national authority beside a common signature: both must be there.
 *
 * @module
 */
import type { Product } from '../../model/claim';
import type { ForgedState } from '../forged';
import { knownSuite } from '../signing';
import type { States } from './case';

export function isCommonBesideNational({ suite }: Product, states: States): boolean {
  return knownSuite(suite).gost === null && nationalOf(states) !== states.state;
}

/** The first national hierarchy beside the first one; the state itself where there is none. */
export function nationalOf({ state }: States): ForgedState {
  return state.others.find(({ issuing }) => knownSuite(issuing.suite).gost !== null) ?? state;
}
