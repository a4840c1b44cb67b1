/**
 * Which products exist at all, and the reason for each that does not: format, packaging, level and suite together.
 *
 * @module
 */
import type { Suite } from '../crypto/suites';
import type { Format, Product } from '../model/claim';
import { formFault } from '../model/forms';
import { knownSuite } from './signing';

interface Rule {
  readonly formats: readonly Format[];
  forbids(product: Product, suite: Suite): boolean;
  readonly because: string;
}

const RULES: readonly Rule[] = [
  {
    formats: ['XMLDSig', 'XAdES', 'ASiC-S/XAdES', 'ASiC-E/XAdES'],
    forbids: (_, { xml }) => xml === null,
    because: 'nobody has given this suite an algorithm URI for XML signatures',
  },
  {
    formats: ['JWS', 'JAdES'],
    forbids: (_, { jws }) => jws === null,
    because: 'nobody has registered this suite for JWS (RFC 7518, RFC 8037)',
  },
];

/** Null where the product exists; the forge may still not make it. */
export function impossible(product: Product): string | null {
  const fault = formFault(product);
  if (fault !== null) return fault;
  const suite = knownSuite(product.suite);
  const rule = RULES.find(
    ({ formats, forbids }) => formats.includes(product.format) && forbids(product, suite),
  );
  return rule?.because ?? null;
}
