/**
 * What the baseline rows need to know beside the facts of the signature: its certificate, its tokens, its revocation data.
 *
 * @module
 */
import { structureKey } from '../crypto/lru';
import type { Material } from '../formats/material';
import { tryParseOcsp } from '../pki/ocsp';
import type { BaselineContext } from './baseline/row';
import type { Environment } from './environment';
import type { PathSubject } from './path-subject';
import type { Subject } from './subject';

export function baselineContext(
  { certificate, facts }: Subject,
  chain: PathSubject | null,
  { tokens }: Environment,
): BaselineContext {
  return {
    signingCertificate: certificate?.der ?? null,
    notAfter: certificate?.notAfter ?? null,
    timeStampTimes: facts.timeStamps.map(({ token }) => tokens.get(token)?.info.time ?? null),
    revocationComplete: chain === null ? null : isComplete(chain, facts.material),
  };
}

/** Whatever decides about a certificate of the chain lies in the signature itself. */
function isComplete({ links }: PathSubject, { crls, ocspResponses }: Material): boolean {
  const inside = [...crls, ...ocspResponses.map((der) => tryParseOcsp(der)?.der ?? der)];
  const embedded = new Set(inside.map(structureKey));
  return links.every(({ revocation }) => {
    if (revocation === null) return true;
    return revocation.statement !== null && embedded.has(structureKey(revocation.statement.structure.der));
  });
}
