/**
 * What a schema cannot see: a profile that contradicts itself, the tables of the harness, or the other profiles.
 *
 * @module
 */
import { basename } from 'node:path';
import { textsOf } from '../model/endpoint-texts';
import { endpointsOf } from '../model/endpoints';
import type { AuthorityProfile, Endpoint, HierarchyProfile, Profile, StateCode } from '../model/profile';
import { claimFaults, sharedClaimFaults } from './claim-meaning';
import type { Fault } from './fault';
import { type Found, outside } from './found';
import { isDate } from './iso-date';
import { type JsonSource, pointerStep } from './json-source';
import { quoted } from './quoted';
import { sharedBudgetFaults, wireFaults } from './wire-meaning';

export interface LoadedProfile {
  readonly profile: Profile;
  readonly source: JsonSource;
}

export interface Known {
  readonly suites: readonly string[];
  readonly dialects: readonly string[];
  readonly codes: readonly StateCode[];
}

export function meaningFaults(
  { profile, source }: LoadedProfile,
  known: Known,
  others: readonly LoadedProfile[],
): readonly Fault[] {
  const found = [
    ...codeFaults(profile, source, others),
    ...endpointFaults(profile, known),
    ...sharedBudgetFaults(profile, source.file, others),
    ...claimFaults(profile, known),
    ...sharedClaimFaults(profile),
    ...authorityFaults(profile, known),
    ...trustFaults(profile, known),
    ...dateFaults(profile),
    ...provenanceFaults(profile, source),
  ];
  return found
    .map((fault) => ({ file: source.file, line: source.lineOf(fault.pointer), ...fault }))
    .sort((a, b) => a.line - b.line);
}

function codeFaults({ code }: Profile, { file }: JsonSource, others: readonly LoadedProfile[]): Found[] {
  const pointer = '/code';
  const expected = basename(file, '.json').toUpperCase();
  if (code === expected) return [];
  const found: Found[] = [
    { pointer, found: quoted(code), allowed: `${quoted(expected)}, as the file is named` },
  ];
  const twin = others.find(({ source, profile }) => source.file !== file && profile.code === code);
  if (twin)
    found.push({ pointer, found: `${quoted(code)} as in ${twin.source.file}`, allowed: 'each code once' });
  return found;
}

function endpointFaults(profile: Profile, known: Known): Found[] {
  return endpointsOf(profile).flatMap(({ pointer, endpoint }) => {
    return [
      ...outside(endpoint.dialect, known.dialects, `${pointer}/dialect`),
      ...urlFaults(endpoint, profile, `${pointer}/url`),
      ...referenceFaults(endpoint, profile, pointer),
      ...keyFaults(endpoint, known, pointer),
      ...wireFaults(endpoint, pointer),
    ];
  });
}

/** Hosts under this name are answered by the sandbox alone. */
const SANDBOX_DOMAIN = '.tamga.test';

function urlFaults({ url }: Endpoint, { evidenceClass }: Profile, pointer: string): Found[] {
  if (!URL.canParse(url)) return [{ pointer, found: quoted(url), allowed: 'a URL' }];
  // Evidence from a simulation must not be told as a state's own.
  if (evidenceClass === 'simulated' || !new URL(url).hostname.endsWith(SANDBOX_DOMAIN)) return [];
  return [
    {
      pointer,
      found: quoted(url),
      allowed: `a host outside ${SANDBOX_DOMAIN}, as the profile is ${evidenceClass}`,
    },
  ];
}

function referenceFaults(endpoint: Endpoint, { evidenceClass }: Profile, pointer: string): Found[] {
  if (evidenceClass === 'simulated') return [];
  return textsOf(endpoint)
    .filter(({ text }) => text.startsWith('sandbox:'))
    .map((placed) => ({
      pointer: `${pointer}${placed.pointer}`,
      found: quoted(placed.text),
      allowed: `env:, file: or file-base64:, as the profile is ${evidenceClass}`,
    }));
}

/** Options that belong to one suite. */
const BY_SUITE = /^(?:key|certificate|msisdn|credentialID)\.(.*)$/s;

/** Secret references of the sandbox that name a suite. */
const OF_SUITE = /^sandbox:test-(?:key|certificate|issuer):(.*)$/s;

function keyFaults({ options }: Endpoint, { suites }: Known, pointer: string): Found[] {
  return Object.entries(options).flatMap(([name, value]) => {
    const place = `${pointer}/options${pointerStep(name)}`;
    const named = [...(BY_SUITE.exec(name)?.slice(1) ?? []), ...(OF_SUITE.exec(value)?.slice(1) ?? [])];
    return named.flatMap((suite) => outside(suite, suites, place));
  });
}

function authorityFaults({ certificateProfile }: Profile, known: Known): Found[] {
  const further = certificateProfile.hierarchies ?? [];
  return [
    ...suitesOf(certificateProfile, known, '/certificateProfile'),
    ...further.flatMap((hierarchy, at) => {
      const pointer = `/certificateProfile/hierarchies/${at}`;
      const before = further.slice(0, at);
      return [
        ...suitesOf(hierarchy, known, pointer),
        ...hierarchy.suites.flatMap((suite, row) => outside(suite, known.suites, `${pointer}/suites/${row}`)),
        ...twice(hierarchy, before, pointer),
      ];
    }),
  ];
}

type Authorities = Readonly<Record<'root' | 'issuing' | 'timeStamping' | 'ocsp', AuthorityProfile>>;

function suitesOf(
  { root, issuing, timeStamping, ocsp }: Authorities,
  known: Known,
  pointer: string,
): Found[] {
  return Object.entries({ root, issuing, timeStamping, ocsp }).flatMap(([name, { suite }]) =>
    outside(suite, known.suites, `${pointer}/${name}/suite`),
  );
}

/** Two hierarchies of one name would answer at one place; a suite in two would belong to nobody. */
function twice(
  { name, suites }: HierarchyProfile,
  before: readonly HierarchyProfile[],
  pointer: string,
): Found[] {
  const taken = suites.flatMap((suite, row) =>
    before.some((other) => other.suites.includes(suite))
      ? [{ pointer: `${pointer}/suites/${row}`, found: quoted(suite), allowed: 'each suite once' }]
      : [],
  );
  return before.some((other) => other.name === name)
    ? [{ pointer: `${pointer}/name`, found: quoted(name), allowed: 'each name once' }, ...taken]
    : taken;
}

function trustFaults({ trust, evidenceClass }: Profile, known: Known): Found[] {
  const accepts = trust.accepts.flatMap((code, at) => outside(code, known.codes, `/trust/accepts/${at}`));
  if (evidenceClass === 'simulated') return accepts;
  const published = trust.publishes.flatMap(({ from }, at) =>
    from === 'sandbox'
      ? [
          {
            pointer: `/trust/publishes/${at}/from`,
            found: '"sandbox"',
            allowed: `file, as the profile is ${evidenceClass}`,
          },
        ]
      : [],
  );
  return [...accepts, ...published];
}

function dateFaults({ algorithms: { digests, keys } }: Profile): Found[] {
  const dates = [
    ...Object.entries(digests).map(
      ([name, until]) => [`/algorithms/digests${pointerStep(name)}`, until] as const,
    ),
    ...Object.entries(keys).flatMap(([family, rules]) =>
      rules.map(({ until }, at) => [`/algorithms/keys${pointerStep(family)}/${at}/until`, until] as const),
    ),
  ];
  return dates.flatMap(([pointer, until]) =>
    until === null || isDate(until)
      ? []
      : [{ pointer, found: quoted(until), allowed: 'a day of the calendar, like 2029-01-01, or null' }],
  );
}

function provenanceFaults({ provenance }: Profile, { value }: JsonSource): Found[] {
  return provenance.flatMap(({ path }, at) =>
    leadsSomewhere(value, path)
      ? []
      : [
          {
            pointer: `/provenance/${at}/path`,
            found: `${quoted(path)}, which points to nothing`,
            allowed: 'a JSON pointer to a value of this profile',
          },
        ],
  );
}

/** RFC 6901 section 4. */
function leadsSomewhere(document: unknown, pointer: string): boolean {
  let value = document;
  for (const step of pointer.split('/').slice(1)) {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof value !== 'object' || value === null) return false;
    if (Array.isArray(value) && !/^(0|[1-9]\d*)$/.test(key)) return false;
    if (!Object.hasOwn(value, key)) return false;
    value = Object.getOwnPropertyDescriptor(value, key)?.value;
  }
  return true;
}
