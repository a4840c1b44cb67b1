/**
 * Fetches what the referee wants to look at: issuers, CRLs and OCSP answers, each once a round.
 *
 * @module
 */
import { createMemo } from '../exchange/memo';
import { sha256Hex } from '../exchange/store';
import type { Silent } from '../model/answer';
import type { Fetcher } from '../net/fetch-url';
import type { HttpReply } from '../net/http';
import { wanted } from '../referee/validate';
import type { DetachedContent, Material, ValidationContext, Wanted } from '../referee/validation';

export interface Gathered {
  readonly material: Material;
  /** URLs that gave nothing. */
  readonly missing: readonly string[];
}

export interface MaterialSource {
  gather(
    file: Uint8Array,
    contents: readonly DetachedContent[],
    context: ValidationContext,
  ): Promise<Gathered>;
}

/** Signer, issuer, responder, time-stamping authority and its issuer: a chain that wants more is not worth following. */
const ROUNDS = 6;

export function createMaterialSource(fetcher: Fetcher): MaterialSource {
  const memo = createMemo<HttpReply | Silent>();
  const fetchOnce = (want: Wanted): Promise<HttpReply | Silent> =>
    memo.once(keyOf(want), () => fetcher.fetchUrl(requestFor(want)));

  return {
    async gather(file, contents, context) {
      let material = context.material;
      const tried = new Set<string>();
      const missing: string[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const wants = wanted(file, contents, { ...context, material }).filter(
          (want) => !tried.has(keyOf(want)),
        );
        if (wants.length === 0) break;
        for (const want of wants) tried.add(keyOf(want));
        const replies = await Promise.all(
          wants.map(async (want) => ({ want, reply: await fetchOnce(want) })),
        );
        for (const { want, reply } of replies) {
          if (reply.kind === 'reply' && reply.status === 200)
            material = withReply(material, want, reply.bytes);
          else missing.push(want.url);
        }
      }
      return { material, missing };
    },
  };
}

function keyOf(want: Wanted): string {
  return want.kind === 'ocsp' ? `ocsp ${want.url} ${sha256Hex(want.request)}` : `${want.kind} ${want.url}`;
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

function withReply(material: Material, want: Wanted, bytes: Uint8Array): Material {
  switch (want.kind) {
    case 'certificate':
      return { ...material, certificates: [...material.certificates, bytes] };
    case 'crl':
      return { ...material, crls: [...material.crls, bytes] };
    case 'ocsp':
      return { ...material, ocspResponses: [...material.ocspResponses, bytes] };
  }
}
