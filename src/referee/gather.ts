/**
 * Has fetched what the referee wants to look at, until it wants nothing more; whoever calls owns the socket.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { wanted } from './validate';
import type { Material, ValidationInput, Wanted } from './validation';

/** Resolves to the DER at that place, or undefined when it gave nothing; never rejects. */
export type Fetch = (request: FetchRequest) => Promise<Uint8Array | undefined>;

export interface FetchRequest {
  readonly url: string;
  /** A body makes it a POST. */
  readonly body?: { readonly type: string; readonly bytes: Uint8Array };
  readonly accept?: string;
}

export interface Gathered {
  readonly material: Material;
  /** URLs that gave nothing. */
  readonly missing: readonly string[];
}

export interface MaterialSource {
  gather(input: ValidationInput): Promise<Gathered>;
}

/** Signer, issuer, responder, time-stamping authority and its issuer: a chain that wants more is not worth following. */
const ROUNDS = 6;
/** A signature from outside can name any number of places. */
const MOST_PER_ROUND = 24;
const MOST_REMEMBERED = 4096;

/** Each place is asked once; a place that was silent is asked again by the next validation. */
export function createMaterialSource(fetch: Fetch): MaterialSource {
  const once = remembering(fetch);
  return {
    async gather({ file, contents, context }) {
      const tried = new Set<string>();
      const missing: string[] = [];
      let material = context.material;
      for (let round = 0; round < ROUNDS; round++) {
        const wants = wanted(file, contents, { ...context, material })
          .filter((want) => !tried.has(keyOf(want)))
          .slice(0, MOST_PER_ROUND);
        if (wants.length === 0) break;
        for (const want of wants) tried.add(keyOf(want));
        const got = await Promise.all(wants.map(async (want) => ({ want, bytes: await once(want) })));
        for (const { want, bytes } of got) {
          if (bytes === undefined) missing.push(want.url);
          else material = withBytes(material, want, bytes);
        }
      }
      return { material, missing };
    },
  };
}

function remembering(fetch: Fetch): (want: Wanted) => Promise<Uint8Array | undefined> {
  const remembered = new Map<string, Promise<Uint8Array | undefined>>();
  return (want) => {
    const key = keyOf(want);
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const asked = fetch(requestFor(want)).then((bytes) => {
      if (bytes === undefined) remembered.delete(key);
      return bytes;
    });
    const [oldest] = remembered.keys();
    if (remembered.size >= MOST_REMEMBERED && oldest !== undefined) remembered.delete(oldest);
    remembered.set(key, asked);
    return asked;
  };
}

function keyOf(want: Wanted): string {
  if (want.kind !== 'ocsp') return `${want.kind} ${want.url}`;
  return `ocsp ${want.url} ${createHash('sha256').update(want.request).digest('hex')}`;
}

function requestFor(want: Wanted): FetchRequest {
  if (want.kind !== 'ocsp') return { url: want.url };
  // RFC 6960 appendix A.1: the media types of an OCSP exchange over HTTP.
  return {
    url: want.url,
    body: { type: 'application/ocsp-request', bytes: want.request },
    accept: 'application/ocsp-response',
  };
}

function withBytes(material: Material, want: Wanted, bytes: Uint8Array): Material {
  switch (want.kind) {
    case 'certificate':
      return { ...material, certificates: [...material.certificates, bytes] };
    case 'crl':
      return { ...material, crls: [...material.crls, bytes] };
    case 'ocsp':
      return { ...material, ocspResponses: [...material.ocspResponses, bytes] };
  }
}
