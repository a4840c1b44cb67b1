/**
 * Cases of the headers and of the form of a JWS.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc7515 RFC 7515, section 4}
 * @module
 */
import type { Json, JsonObject } from '../../../encoding/json';
import { encodeText } from '../../jades/text';
import type { ForgedCase } from '../case';
import { jwsCase, withSignature } from './jws-case';

export function criticalOf(header: JsonObject): readonly Json[] {
  const { crit } = header;
  return Array.isArray(crit) ? crit : [];
}

const unknownCritical = jwsCase('jws-unknown-critical', {}, () => ({
  deviation: {
    header: (header) => ({ ...header, 'tamga-test': 1, crit: [...criticalOf(header), 'tamga-test'] }),
  },
}));

/** A reader that does not know the parameter takes the payload for base64url. */
const notCritical = jwsCase('jws-b64-not-critical', { packaging: 'attached' }, () => ({
  further: { unencoded: true, serialization: 'flattened' },
  deviation: {
    header: (header) => {
      const { crit: _, ...others } = header;
      const left = criticalOf(header).filter((name) => name !== 'b64');
      return left.length === 0 ? others : { ...others, crit: left };
    },
  },
}));

/** The positive of it. */
const unencoded = jwsCase('jws-unencoded', {}, () => ({
  further: { unencoded: true, serialization: 'flattened' },
}));

const nameTwice = jwsCase('jws-name-twice', {}, () => ({
  deviation: { headerText: (text) => text.replace('{', '{"alg":"none",') },
}));

function inHeader(member: string): (file: Uint8Array) => Uint8Array {
  return (file) => {
    const text = Buffer.from(file).toString('utf8');
    const beside = text.replace('"header":{', `"header":{${member},`);
    return Buffer.from(beside === text ? text.replace('{', `{"header":{${member}},`) : beside);
  };
}

const overlap = jwsCase('jws-header-overlap', {}, () => ({
  further: { serialization: 'flattened' },
  deviation: { afterwards: inHeader('"alg":"none"') },
}));

const unprotectedTime = jwsCase('jws-time-unprotected', { jadesOnly: true }, () => ({
  further: { serialization: 'flattened' },
  deviation: {
    header: (header) => {
      const { iat: _, ...others } = header;
      return others;
    },
    afterwards: inHeader('"iat":1577836800'),
  },
}));

const padded = jwsCase('jws-padding', {}, () => ({
  deviation: { afterwards: withSignature(({ signature }) => `${signature}==`) },
}));

/** What is signed lies elsewhere; what is shown is another text, in the file. */
const secondPayload = jwsCase('jws-second-payload', { jadesOnly: true, packaging: 'detached' }, () => ({
  further: { serialization: 'flattened' },
  deviation: {
    afterwards: (file) => {
      const text = Buffer.from(file).toString('utf8');
      return Buffer.from(text.replace('{', `{"payload":"${encodeText('The buyer pays 999999.')}",`));
    },
  },
}));

export const HEADER_CASES: readonly ForgedCase[] = [
  unknownCritical,
  unencoded,
  notCritical,
  nameTwice,
  overlap,
  unprotectedTime,
  padded,
  secondPayload,
];
