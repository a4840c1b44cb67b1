/**
 * The states of a round as this process sees them: minted where they are simulated, with the sandbox child behind them.
 *
 * @module
 */
import { resolve } from 'node:path';
import { type ForgedState, rootsOf } from '../forge/forged';
import { mintState } from '../forge/pki';
import { TamgaError } from '../model/error';
import type { Profile, StateCode } from '../model/profile';
import type { HostMap } from '../net/host-map';
import { readAnchorFile } from '../roster/anchors';
import { type Sandbox, startSandbox } from '../sandbox/start';
import { isInSandbox, isSimulated, type RoundSettings } from './settings';

export interface States {
  readonly hosts: HostMap;
  /** A round without a real endpoint talks to nobody outside. */
  readonly reach: 'sandbox' | 'anywhere';
  stateOf(code: StateCode): ForgedState;
  /** The next state in the order of codes whose anchor is the sandbox's; the state itself where there is no other. */
  foreignTo(code: StateCode): ForgedState;
  anchorsOf(code: StateCode): readonly Uint8Array[];
  stop(): Promise<void>;
}

/** Where every state is real. */
const NO_SANDBOX: Pick<Sandbox, 'ports' | 'stop'> = { ports: new Map(), stop: async () => undefined };

/** `serving`: the states that answer in the sandbox; all that live there unless named. */
export async function createStates(
  profiles: readonly Profile[],
  settings: RoundSettings,
  serving: readonly Profile[] = profiles.filter(isInSandbox),
): Promise<States> {
  const byCode = new Map(profiles.map((profile) => [profile.code, profile]));
  const instant = new Date(settings.clock.instant);
  const forged = new Map<StateCode, ForgedState>();
  const stateOf = (code: StateCode): ForgedState => {
    const known = forged.get(code);
    if (known) return known;
    const made = mintState(settings.seed, instant, code, profileOf(byCode, code).certificateProfile);
    forged.set(code, made);
    return made;
  };
  const sandbox =
    serving.length === 0
      ? NO_SANDBOX
      : await startSandbox({
          seed: settings.seed,
          instant: settings.clock.instant,
          profiles: serving,
          roster: profiles.map(({ code, certificateProfile }) => ({ code, certificateProfile })),
        });

  return {
    hosts: sandbox.ports,
    reach: profiles.every(isSimulated) ? 'sandbox' : 'anywhere',
    stateOf,
    foreignTo: (code) => stateOf(nextAfter(code, profiles)),
    anchorsOf: (code) =>
      profileOf(byCode, code).trust.publishes.flatMap((source) =>
        source.from === 'sandbox'
          ? rootsOf(stateOf(code))
          : readAnchorFile(resolve(settings.profiles, source.path)),
      ),
    stop: () => sandbox.stop(),
  };
}

function nextAfter(code: StateCode, profiles: readonly Profile[]): StateCode {
  const published = profiles
    .filter(({ trust }) => trust.publishes.some(({ from }) => from === 'sandbox'))
    .map((profile) => profile.code);
  const others = published.filter((other) => other !== code);
  return others.find((other) => other > code) ?? others[0] ?? code;
}

function profileOf(byCode: ReadonlyMap<StateCode, Profile>, code: StateCode): Profile {
  const profile = byCode.get(code);
  if (profile) return profile;
  throw new TamgaError('TAMGA-E-PROFILE-MEANING', `no state "${code}" is enrolled`);
}
