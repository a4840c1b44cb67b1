/**
 * What the cases of JSON signatures have in common, and changes to a finished file whatever its serialization.
 *
 * @module
 */
import type { Packaging } from '../../../model/claim';
import { type FurtherJades, signJwsProduct } from '../../jades/product';
import type { JadesDeviation } from '../../jades/sign';
import type { ProductRequest } from '../../product';
import { type ForgedCase, productOf } from '../case';

export interface JwsCaseForms {
  readonly jadesOnly?: boolean;
  /** Both unless named. */
  readonly packaging?: Packaging;
}

export interface JwsChange {
  readonly deviation?: JadesDeviation;
  readonly further?: FurtherJades;
  /** Who signs, in place of the one whose certificate it is. */
  readonly identity?: ProductRequest['identity'];
}

export function jwsCase(
  id: string,
  { jadesOnly = false, packaging }: JwsCaseForms,
  change: (request: ProductRequest) => JwsChange,
): ForgedCase {
  return {
    id,
    existsFor: (product) =>
      (product.format === 'JAdES' || (product.format === 'JWS' && !jadesOnly)) &&
      (packaging === undefined || product.packaging === packaging),
    mint: (request) => {
      const asked = productOf(request, 'good', (times) => times.recent);
      const { deviation = {}, further = {}, identity = asked.identity } = change(asked);
      return signJwsProduct({ ...asked, identity }, deviation, further);
    },
  };
}

/** The three texts of a file with one signature; null: no payload in it. */
export interface JwsTexts {
  readonly protectedHeader: string;
  readonly payload: string | null;
  readonly signature: string;
}

const MEMBER = {
  protectedHeader: /"protected":"([\w-]*)"/,
  payload: /"payload":"([^"]*)"/,
  signature: /"signature":"([\w-]*)"/,
} as const;

/** The signature text is another one; what else is in the file stays. */
export function withSignature(change: (texts: JwsTexts) => string): (file: Uint8Array) => Uint8Array {
  return (file) => {
    const text = Buffer.from(file).toString('utf8');
    if (!text.startsWith('{')) {
      const [protectedHeader = '', payload = '', signature = ''] = text.split('.');
      const made = change({ protectedHeader, payload: payload === '' ? null : payload, signature });
      return Buffer.from(`${protectedHeader}.${payload}.${made}`);
    }
    const member = (pattern: RegExp): string | null => pattern.exec(text)?.[1] ?? null;
    const made = change({
      protectedHeader: member(MEMBER.protectedHeader) ?? '',
      payload: member(MEMBER.payload),
      signature: member(MEMBER.signature) ?? '',
    });
    return Buffer.from(text.replace(MEMBER.signature, `"signature":"${made}"`));
  };
}
