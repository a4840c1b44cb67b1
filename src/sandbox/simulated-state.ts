/**
 * One simulated state as its servers see it.
 *
 * @module
 */
import type { ForgedState } from '../forge/forged';
import type { Profile } from '../model/profile';
import type { Judge } from './judge';
import type { Signer } from './signer';

export interface SimulatedState {
  readonly profile: Profile;
  readonly forged: ForgedState;
  readonly judge: Judge;
  readonly signer: Signer;
}
