/**
 * What a schema cannot see of claims: levels and packagings that a format has, and the endpoint that answers for them.
 *
 * @module
 */
import type { Claim } from '../model/claim';
import { endpointNameOf, endpointsOf } from '../model/endpoints';
import { isAdes, levelsOf, packagingsOf } from '../model/forms';
import type { Profile } from '../model/profile';
import { type Found, outside } from './found';
import type { Known } from './meaning';
import { quoted } from './quoted';

export function claimFaults(profile: Profile, known: Known): Found[] {
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
export function sharedClaimFaults({ claims }: Profile): Found[] {
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
