/**
 * `tamga sandbox`: the reference states alone, until Ctrl-C.
 *
 * @module
 */
import { join, resolve } from 'node:path';
import { pkcs12 } from '../forge/pkcs12';
import { mintState } from '../forge/pki';
import { didYouMean } from '../model/did-you-mean';
import { endpointsOf } from '../model/endpoints';
import { EXIT, TamgaError } from '../model/error';
import type { Profile } from '../model/profile';
import { resolveTarget } from '../net/host-map';
import { enrol } from '../round/enrolment';
import { makeFolder, writeWhole } from '../round/files';
import { isInSandbox, type RoundSettings, settingsFrom, withClock } from '../round/settings';
import { type Sandbox, startSandbox } from '../sandbox/start';
import { type Given, usage } from './arguments';
import type { Command } from './command';
import { onInterrupt } from './interrupt';
import { ROUND_OPTIONS } from './round-options';
import type { Style } from './style';

export const sandboxCommand: Command = {
  name: 'sandbox',
  about:
    'Runs the reference states alone: one HTTP server each, with CRL, OCSP and time-stamps, until Ctrl-C.',
  usage: ['tamga sandbox [--state CODE]… [--port NUMBER] [--host ADDRESS] [--keys DIR]'],
  options: {
    state: { value: 'CODE', repeatable: true, text: 'only this state (default: all)' },
    port: { value: 'NUMBER', text: 'port of the first state, the others follow (default: any free ones)' },
    host: { value: 'ADDRESS', text: 'IP address to listen at (default: 127.0.0.1, this machine alone)' },
    keys: { value: 'DIR', text: 'write the test key stores of the states there, one for each suite' },
    profiles: ROUND_OPTIONS.profiles,
    seed: ROUND_OPTIONS.seed,
    time: ROUND_OPTIONS.time,
  },
  positionals: null,
  examples: [
    'tamga sandbox',
    'tamga sandbox --state KZ --port 14579',
    'tamga sandbox --state KZ --port 14579 --keys keys',
  ],
  exits: [EXIT.ok, EXIT.unavailable, EXIT.configuration],
  async run(given, console) {
    const { settings, enrolled } = readSettings(given);
    const chosen = choose(enrolled, given.texts('state'));
    const host = hostFrom(given.text('host'));
    const keys = given.text('keys');
    if (keys !== undefined) writeKeys(resolve(keys), chosen, settings);
    const sandbox = await startSandbox({
      seed: settings.seed,
      instant: settings.clock.instant,
      profiles: chosen,
      roster: enrolled.map(({ code, certificateProfile }) => ({ code, certificateProfile })),
      ports: portsFrom(given.text('port'), chosen),
      ...(host !== undefined && { host }),
    });
    const interrupt = onInterrupt();
    try {
      const rows = chosen.map((profile) => addresses(profile, sandbox));
      if (given.has('json')) console.out(JSON.stringify(sandboxJson(rows, settings)));
      else console.out(sandboxText(rows, settings, console.paint.out));
      if (host !== undefined && host !== '127.0.0.1' && host !== '::1')
        console.err('Other machines can reach it: its keys, PINs and passwords are known to everybody.');
      console.err('Ctrl-C ends it.');
      await Promise.race([interrupt.asked, death(sandbox)]);
      return EXIT.ok;
    } finally {
      interrupt.release();
      await sandbox.stop();
    }
  },
};

function readSettings(given: Given): {
  readonly settings: RoundSettings;
  readonly enrolled: readonly Profile[];
} {
  const profiles = given.text('profiles');
  const seed = given.text('seed');
  const time = given.text('time');
  const asked = settingsFrom({
    ...(profiles !== undefined && { profiles: resolve(profiles) }),
    ...(seed !== undefined && { seed }),
    ...(time !== undefined && { time }),
  });
  const enrolled = enrol(asked.profiles).profiles;
  return { settings: withClock(asked, enrolled), enrolled };
}

function choose(enrolled: readonly Profile[], codes: readonly string[]): readonly Profile[] {
  const simulated = enrolled.filter(isInSandbox);
  const known = simulated.map(({ code }) => code);
  for (const code of codes) {
    if (known.includes(code.toUpperCase())) continue;
    const near = didYouMean(code.toUpperCase(), known);
    const hint = `The sandbox has: ${known.join(', ')}.${near === undefined ? '' : ` Did you mean ${near}?`}`;
    throw usage(`there is no reference state "${code}"`, { name: 'sandbox' }, hint);
  }
  const wanted = new Set(codes.map((code) => code.toUpperCase()));
  return wanted.size === 0 ? simulated : simulated.filter(({ code }) => wanted.has(code));
}

function portsFrom(text: string | undefined, chosen: readonly Profile[]): Readonly<Record<string, number>> {
  if (text === undefined) return {};
  const first = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  const last = first + chosen.length - 1;
  if (first < 1 || last > 65_535)
    throw usage(`--port ${text} leaves no port for each of ${chosen.length} states`, { name: 'sandbox' });
  return Object.fromEntries(chosen.map(({ code }, index) => [code.toLowerCase(), first + index]));
}

function hostFrom(text: string | undefined): string | undefined {
  if (text === undefined || /^(\d{1,3}(\.\d{1,3}){3}|[0-9a-f:]*:[0-9a-f:.]*)$/i.test(text)) return text;
  throw usage(
    `--host ${text} is no IP address`,
    { name: 'sandbox' },
    '0.0.0.0 is every network of this machine.',
  );
}

/** What `sandbox:test-key:SUITE` of a profile means, as files for other programs. */
function writeKeys(folder: string, chosen: readonly Profile[], settings: RoundSettings): void {
  const files = chosen.flatMap((profile) => keyStores(profile, settings));
  try {
    makeFolder(folder);
    for (const { name, bytes } of files) writeWhole(join(folder, name), bytes);
  } catch (cause) {
    throw new TamgaError('TAMGA-E-OUT-DIR', `${folder} cannot be written`, {
      hint: 'Name a folder that you may write with --keys.',
      cause,
    });
  }
}

function keyStores(
  { code, claims, certificateProfile }: Profile,
  { seed, clock }: RoundSettings,
): readonly { readonly name: string; readonly bytes: Uint8Array }[] {
  const state = mintState(seed, new Date(clock.instant), code, certificateProfile);
  const suites = new Set(claims.filter(({ role }) => role === 'sign').flatMap((claim) => claim.suites));
  return [...suites].map((suite) => ({
    name: `${code.toLowerCase()}-${suite}.p12`,
    bytes: pkcs12(state, suite),
  }));
}

interface Row {
  readonly code: string;
  readonly name: string;
  readonly endpoints: readonly { readonly role: string; readonly dialect: string; readonly url: string }[];
  readonly pki: Readonly<Record<string, string>>;
}

const PKI_PATHS = ['root.cer', 'issuing.cer', 'root.crl', 'issuing.crl', 'ocsp', 'tsa'] as const;

function addresses(profile: Profile, sandbox: Sandbox): Row {
  const { code, name } = profile;
  const loopback = (url: string): string => resolveTarget(new URL(url), sandbox.ports).url.href;
  return {
    code,
    name,
    endpoints: endpointsOf(profile).map(({ role, endpoint }) => ({
      role,
      dialect: endpoint.dialect,
      url: loopback(endpoint.url),
    })),
    pki: Object.fromEntries(
      PKI_PATHS.map((path) => [path, loopback(`http://pki.${code.toLowerCase()}.tamga.test/pki/${path}`)]),
    ),
  };
}

function sandboxJson(rows: readonly Row[], { seed, clock }: RoundSettings): object {
  return { evidenceClass: 'simulated', seed, instant: clock.instant, states: rows };
}

function sandboxText(rows: readonly Row[], { seed, clock }: RoundSettings, paint: Style): string {
  return [
    `SIMULATED: reference states, not the systems of any state · at ${clock.instant} · seed ${seed}`,
    ...rows.flatMap(({ code, name, endpoints, pki }) => [
      '',
      paint('strong', `${code}  ${name}`),
      ...endpoints.map(({ role, dialect, url }) => `  ${role.padEnd(7)}  ${dialect.padEnd(12)}  ${url}`),
      ...Object.entries(pki).map(([path, url]) => `  ${'pki'.padEnd(7)}  ${path.padEnd(12)}  ${url}`),
    ]),
  ].join('\n');
}

/** Rejects when the child is gone without having been asked. */
function death(sandbox: Sandbox): Promise<never> {
  return new Promise((_, reject) => sandbox.onExit(reject));
}
