/**
 * Every text of an endpoint that may be a secret reference, with its place: one list for checks, resolving and redaction.
 *
 * @module
 */
import type { Endpoint } from './profile';

export interface PlacedText {
  /** JSON pointer from the endpoint: `/auth/token`. */
  readonly pointer: string;
  readonly text: string;
}

export function textsOf({ auth, tls, options, cli }: Endpoint): readonly PlacedText[] {
  return [
    ...textsBelow(auth, '/auth'),
    ...(tls === undefined ? [] : textsBelow(tls, '/tls')),
    ...textsBelow(options, '/options'),
    ...textsBelow(cli?.environment, '/cli/environment'),
  ];
}

/** Certificates are named like a secret, but are none: every signature carries them. */
const CERTIFICATES = /^\/(?:tls\/ca|options\/(?:certificate|issuer)(?:\..+)?)$/;

export function isPublicText({ pointer }: PlacedText): boolean {
  return CERTIFICATES.test(pointer);
}

function textsBelow(value: unknown, pointer: string): readonly PlacedText[] {
  if (typeof value === 'string') return [{ pointer, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]: [string, unknown]) =>
    textsBelow(member, `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  );
}
