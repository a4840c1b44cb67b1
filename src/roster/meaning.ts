/**
 * What a schema cannot see: a profile that contradicts itself, the tables of the harness, or the other profiles.
 *
 * @module
 */
import { basename } from 'node:path';
import type { Claim } from '../model/claim';
import { textsOf } from '../model/endpoint-texts';
import { endpointNameOf, endpointsOf } from '../model/endpoints';
import { isAdes, levelsOf, packagingsOf } from '../model/forms';
import type { AuthorityProfile, Endpoint, HierarchyProfile, Profile, StateCode } from '../model/profile';
import { type Fault, suggest } from './fault';
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

export type Found = Omit<Fault, 'file' | 'line'>;

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

function claimFaults(profile: Profile, known: Known): Found[] {
  return profile.claims.flatMap((claim, index) => {
    const pointer = `/claims/${index}`;
    const suites = claim.suites.flatMap((suite, at) =>
      outside(suite, known.suites, `${pointer}/suites/${at}`),
    );
    return [
      ...endpointNameFaults(claim, profile, pointer),
      ...levelFaults(claim, pointer),
      ...packagingFaults(claim, pointer),
      ...suites,
    ];
  });
}

/** A claim names an endpoint of its role, or there is a main one. */
function endpointNameFaults(claim: Claim, profile: Profile, pointer: string): Found[] {
  const { role, endpoint } = claim;
  const ofRole = endpointsOf(profile).filter((one) => one.role === role);
  const names = ofRole.map(({ name }) => name).filter((name) => name !== role);
  if (endpoint !== undefined) {
    const allowed =
      names.length > 0
        ? names.join(', ')
        : `the name of an endpoint under /endpoints/further that is to ${role}`;
    return outside(endpoint, names, `${pointer}/endpoint`).map((fault) => ({ ...fault, allowed }));
  }
  if (profile.endpoints[role] !== undefined) return [];
  return [
    {
      pointer: `${pointer}/role`,
      found: `${quoted(role)}, but no endpoint /endpoints/${role}`,
      allowed: `an endpoint /endpoints/${role}, or no such claim`,
    },
  ];
}

/** Two endpoints for one product would make two answers to one question. */
function sharedClaimFaults({ claims }: Profile): Found[] {
  return claims.flatMap((claim, at) => {
    const other = claims
      .slice(0, at)
      .findIndex((before) => endpointNameOf(before) !== endpointNameOf(claim) && overlap(before, claim));
    if (other < 0) return [];
    return [
      {
        pointer: `/claims/${at}`,
        found: `products that /claims/${other} has at another endpoint`,
        allowed: 'each product of a role at one endpoint',
      },
    ];
  });
}

function overlap(one: Claim, other: Claim): boolean {
  const meet = <T>(left: readonly T[], right: readonly T[]): boolean =>
    left.some((item) => right.includes(item));
  return (
    one.role === other.role &&
    one.format === other.format &&
    meet(one.levels, other.levels) &&
    meet(one.packagings, other.packagings) &&
    meet(one.suites, other.suites)
  );
}

/** EN 319 102-1 levels belong to AdES; the plain formats have none. */
function levelFaults({ format, levels }: Claim, pointer: string): Found[] {
  const all = levelsOf(format);
  return levels.flatMap((level, at) =>
    all.includes(level)
      ? []
      : [
          {
            pointer: `${pointer}/levels/${at}`,
            found: quoted(level),
            allowed: isAdes(format)
              ? `${all.join(', ')}, as ${format} is AdES`
              : `"none", as ${format} is not AdES`,
          },
        ],
  );
}

function packagingFaults({ format, packagings }: Claim, pointer: string): Found[] {
  const all = packagingsOf(format);
  return packagings.flatMap((packaging, at) =>
    all.includes(packaging)
      ? []
      : [
          {
            pointer: `${pointer}/packagings/${at}`,
            found: quoted(packaging),
            allowed: `${all.join(', ')}, the packagings of ${format}`,
          },
        ],
  );
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

export function outside(found: string, allowed: readonly string[], pointer: string): Found[] {
  if (allowed.includes(found)) return [];
  return [
    { pointer, found: quoted(found), allowed: allowed.join(', '), didYouMean: suggest(found, allowed) },
  ];
}
