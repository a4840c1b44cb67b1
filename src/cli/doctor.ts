/**
 * `tamga doctor`: whether the endpoints and the trust data of one state are well, and what to do where they are not.
 *
 * @module
 */
import { resolve } from 'node:path';
import { EXIT } from '../model/error';
import { createFetcher } from '../net/fetch-url';
import { lineOf } from '../round/calls';
import { systemClock } from '../round/clock';
import { type Health, openHealth } from '../round/health';
import { exitOf, type Finding } from '../round/health-finding';
import { isInSandbox } from '../round/settings';
import { type Given, usage } from './arguments';
import type { Command } from './command';
import { addressFindings, addressNote, timeStampingAt } from './doctor-addresses';
import { doctorJson, doctorText } from './doctor-report';
import { trustFindings } from './doctor-trust';
import { isReach, REACHES } from './online';
import { ROUND_OPTIONS } from './round-options';

const TIMEOUT_MS = 10_000;
/** One list of a large authority runs to tens of megabytes. */
const MAX_BYTES = 32 * 1024 * 1024;

export const doctorCommand: Command = {
  name: 'doctor',
  about:
    'Examines one state: network, TLS, access, dialect, clock, claims, trust data. A simulated state is started for it.',
  usage: [
    'tamga doctor CODE [--profiles DIR] [--yes] [--no-claims] [--online [REACH]] [--tsa URL]… [--verbose]',
  ],
  options: {
    profiles: ROUND_OPTIONS.profiles,
    out: {
      value: 'DIR',
      text: 'folder of the rounds, beside which daily limits are counted (default: reports)',
    },
    yes: { text: 'ask endpoints outside this machine; without it their calls are only counted' },
    'no-claims': { text: 'leave out the questions about signatures' },
    online: {
      value: 'REACH',
      choices: REACHES,
      text: 'ask the addresses that certificates name: public ones alone, or any',
    },
    tsa: { value: 'URL', repeatable: true, text: 'with --online: ask this time-stamping authority, too' },
    verbose: { text: 'say of everything why it matters' },
  },
  positionals: { name: 'CODE', atLeast: 1 },
  examples: [
    'tamga doctor KZ',
    'tamga doctor KZ --profiles my-round --yes',
    'tamga doctor KZ --no-claims --json',
  ],
  exits: [EXIT.ok, EXIT.unexpected, EXIT.unsafe, EXIT.incomplete, EXIT.unavailable, EXIT.configuration],
  async run(given, console) {
    const health = await openHealth({
      ...requestOf(given),
      onCalls: (rows) => {
        console.err('asked outside this machine:');
        for (const row of rows) console.err(lineOf(row));
      },
    });
    try {
      const findings = [...(await health.endpoints()), ...(await trust(health, given))];
      const exit = exitOf(findings);
      console.out(
        given.has('json')
          ? JSON.stringify(doctorJson(health, findings, exit))
          : doctorText(health, findings, {
              paint: console.paint.out,
              verbose: given.has('verbose'),
              width: console.width,
            }),
      );
      return exit;
    } finally {
      await health.stop();
    }
  },
};

function requestOf(given: Given): Parameters<typeof openHealth>[0] {
  const [code = '', further] = given.positionals;
  if (further !== undefined)
    throw usage(`tamga doctor examines one state at a time, not ${further} too`, doctorCommand);
  const profiles = given.text('profiles');
  const out = given.text('out');
  return {
    code,
    ...(profiles !== undefined && { profiles: resolve(profiles) }),
    ...(out !== undefined && { out: resolve(out) }),
    claims: !given.has('no-claims'),
    yes: given.has('yes'),
  };
}

async function trust(health: Health, given: Given): Promise<readonly Finding[]> {
  const { profile, anchors, certificates, hosts, instant } = health;
  const simulated = isInSandbox(profile);
  const now = simulated ? Date.parse(instant) : systemClock.now();
  const own = await trustFindings({ ...health, now });
  const addresses = {
    certificates: [...certificates, ...anchors],
    timeStamping: [...health.timeStamping, ...given.texts('tsa').map(timeStampingAt)],
    now,
  };
  // The authorities of the sandbox are on this machine, and nobody else is asked for them.
  if (!simulated && !given.has('online')) return [...own, ...addressNote(addresses)];
  const reach = simulated ? 'sandbox' : reachOf(given);
  const fetcher = createFetcher({ hosts, timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES, reach });
  try {
    return [...own, ...(await addressFindings({ ...addresses, fetcher }))];
  } finally {
    fetcher.close();
  }
}

function reachOf(given: Given): 'public' | 'anywhere' {
  const reach = given.text('online');
  return isReach(reach) && reach === 'any' ? 'anywhere' : 'public';
}
