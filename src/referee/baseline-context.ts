/**
 * What the baseline rows need to know beside the facts of the signature: its certificate, its tokens, its revocation data.
 *
 * @module
 */
import { structureKey } from '../crypto/lru';
import { embeddedMaterial } from '../formats/cms/read';
import { joinMaterial, type Material } from '../formats/material';
import { tryParseOcsp } from '../pki/ocsp';
import type { BaselineContext } from './baseline/row';
import type { Environment } from './environment';
import type { PathSubject } from './path-subject';
import type { Subject } from './subject';
import type { JudgedTimeStamp } from './time-stamps';

export function baselineContext(
  { certificate, facts }: Subject,
  chain: PathSubject | null,
  stamps: readonly JudgedTimeStamp[],
  { tokens }: Environment,
): BaselineContext {
  const inTokens = stamps.flatMap(({ facts: { token } }) => tokens.get(token)?.signedData ?? []);
  const inside = joinMaterial([facts.material, ...inTokens.map(embeddedMaterial)]);
  return {
    signingCertificate: certificate?.der ?? null,
    notAfter: certificate?.notAfter ?? null,
    timeStampTimes: facts.timeStamps.map(({ token }) => tokens.get(token)?.info.time ?? null),
    revocationComplete: completeness([chain, ...neededChains(stamps)], inside),
  };
}

/** Of every time-stamp but the newest over validation material: whoever extends the signature next embeds what that needs. */
function neededChains(stamps: readonly JudgedTimeStamp[]): readonly (PathSubject | null)[] {
  const last = stamps
    .filter(({ facts: { kind } }) => kind === 'archive' || kind === 'document')
    .reduce<JudgedTimeStamp | null>(
      (newest, one) => (newest === null || (one.time ?? 0) > (newest.time ?? 0) ? one : newest),
      null,
    );
  return stamps.filter((one) => one !== last).map(({ chain }) => chain);
}

/** False where something is known to be missing, null where nothing is and a chain is not known. */
function completeness(chains: readonly (PathSubject | null)[], inside: Material): boolean | null {
  const embedded = embeddedIn(inside);
  const known = chains.filter((chain) => chain !== null);
  if (!known.every((chain) => isComplete(chain, embedded))) return false;
  return known.length === chains.length ? true : null;
}

function embeddedIn({ crls, ocspResponses }: Material): ReadonlySet<string> {
  return new Set([...crls, ...ocspResponses.map((der) => tryParseOcsp(der)?.der ?? der)].map(structureKey));
}

/** Whatever decides about a certificate of the chain lies in the signature itself. */
function isComplete({ links }: PathSubject, embedded: ReadonlySet<string>): boolean {
  return links.every(({ revocation }) => {
    if (revocation === null) return true;
    const { parts } = revocation;
    return parts.length > 0 && parts.every(({ structure }) => embedded.has(structureKey(structure.der)));
  });
}
