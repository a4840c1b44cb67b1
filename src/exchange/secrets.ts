/**
 * The secrets of an endpoint: what must never be stored.
 *
 * @module
 */
import { isPublicText, textsOf } from '../model/endpoint-texts';
import type { Endpoint } from '../model/profile';

/** Resolves a reference; any other text stays as it is. */
export type Secret = (text: string) => string;

/** What a reference stands for, in whatever field it is used. */
export function secretsOf(endpoint: Endpoint, secret: Secret): readonly string[] {
  const texts = textsOf(endpoint).filter((placed) => !isPublicText(placed));
  return texts.filter(({ text }) => secret(text) !== text).map(({ text }) => secret(text));
}
