/**
 * Fetches what the referee wants to look at, over real HTTP, until it wants nothing more.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import type { Silent } from '../model/answer';
import type { Fetcher } from '../net/fetch-url';
import type { HttpReply } from '../net/http';
import { wanted } from '../referee/validate';
import type { Material, ValidationInput, Wanted } from '../referee/validation';

export interface MaterialSource {
  gather(input: ValidationInput): Promise<Material>;
}

/** Signer, issuer, responder, time-stamping authority and its issuer: a chain that wants more is not worth following. */
const ROUNDS = 6;
/** A signature from outside can name any number of places. */
const MOST_PER_ROUND = 24;
const MOST_REMEMBERED = 4096;

/** Each place is asked once; a place that was silent is asked again by the next validation. */
export function createMaterialSource(fetcher: Fetcher): MaterialSource {
  const remembered = new Map<string, Promise<Uint8Array | undefined>>();

  function once(want: Wanted): Promise<Uint8Array | undefined> {
    const key = keyOf(want);
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const asked = fetcher.fetchUrl(requestFor(want)).then((reply) => {
      const bytes = bytesOf(reply);
      if (bytes === undefined) remembered.delete(key);
      return bytes;
    });
    const [oldest] = remembered.keys();
    if (remembered.size >= MOST_REMEMBERED && oldest !== undefined) remembered.delete(oldest);
    remembered.set(key, asked);
    return asked;
  }

  return {
    async gather({ file, contents, context }) {
      const tried = new Set<string>();
      let material = context.material;
      for (let round = 0; round < ROUNDS; round++) {
        const fresh = wanted(file, contents, { ...context, material }).filter(
          (want) => !tried.has(keyOf(want)),
        );
        if (fresh.length === 0) break;
        const wants = fresh.slice(0, MOST_PER_ROUND);
        for (const want of wants) tried.add(keyOf(want));
        const got = await Promise.all(wants.map(once));
        material = wants.reduce((all, want, i) => withBytes(all, want, got[i]), material);
      }
      return material;
    },
  };
}

function keyOf(want: Wanted): string {
  if (want.kind !== 'ocsp') return `${want.kind} ${want.url}`;
  return `ocsp ${want.url} ${createHash('sha256').update(want.request).digest('hex')}`;
}

function requestFor(want: Wanted): Parameters<Fetcher['fetchUrl']>[0] {
  if (want.kind !== 'ocsp') return { url: want.url };
  // RFC 6960 appendix A.1: the media types of an OCSP exchange over HTTP.
  return {
    url: want.url,
    body: { type: 'application/ocsp-request', bytes: want.request },
    accept: 'application/ocsp-response',
  };
}

function bytesOf(reply: HttpReply | Silent): Uint8Array | undefined {
  return reply.kind === 'reply' && reply.status === 200 ? reply.bytes : undefined;
}

function withBytes(material: Material, want: Wanted, bytes: Uint8Array | undefined): Material {
  if (bytes === undefined) return material;
  switch (want.kind) {
    case 'certificate':
      return { ...material, certificates: [...material.certificates, bytes] };
    case 'crl':
      return { ...material, crls: [...material.crls, bytes] };
    case 'ocsp':
      return { ...material, ocspResponses: [...material.ocspResponses, bytes] };
  }
}
