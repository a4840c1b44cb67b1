/**
 * The signed data of a JWS: in it, beside it, or named by `sigD`.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_ts/119100_119199/11918201/ TS 119 182-1, section 5.2.8},
 * RFC 7515 appendix F and RFC 7797
 * @module
 */
import { sameBytes } from '../../encoding/bytes';
import { member } from '../../encoding/json-document';
import type { Coverage, Data, DetachedContent } from '../facts';
import { encodingFaults, type JoseHeader } from './header';
import { readSigD } from './sig-d';
import { asSigned, type Payload } from './signed-data';

/** `payload`: as it stands in the file. */
export function readPayload(
  { protectedHeader, unencodedPayload }: JoseHeader,
  payload: string | null,
  contents: readonly DetachedContent[],
): Payload {
  const sigD = member(protectedHeader, 'sigD');
  if (sigD !== undefined) {
    const detached = readSigD(sigD, contents, unencodedPayload);
    if (payload === null) return detached;
    // TS 119 182-1 section 5.2.8.1: sigD is for signatures whose payload is detached.
    const found = 'a payload is in the file, and sigD names other data';
    return {
      ...detached,
      coverage: detached.coverage === null ? null : 'ambiguous',
      faults: [...detached.faults, { kind: 'jws.second-payload', found }],
    };
  }
  const faults = payload === null || unencodedPayload ? [] : encodingFaults(payload, 'the payload');
  const own = payload === null ? null : [Buffer.from(payload, 'utf8')];
  const [only, ...more] = contents;
  // RFC 7515 appendix F says nothing of which file it was: several are none.
  const beside = only === undefined || more.length > 0 ? null : asSigned(only.bytes, unencodedPayload);
  const signed = own ?? beside;
  return {
    signed,
    stamped: signed,
    references: [],
    dataFound: signed !== null,
    coverage: coverageOf(own, signed, contents, unencodedPayload),
    mechanism: null,
    faults,
  };
}

/** Who offers content beside an embedded payload means the same bytes; else it is open what the verdict is about. */
function coverageOf(
  own: readonly Uint8Array[] | null,
  signed: Data | null,
  contents: readonly DetachedContent[],
  unencoded: boolean,
): Coverage | null {
  if (signed === null) return null;
  if (own === null || contents.length === 0) return 'full';
  const text = Buffer.concat(own);
  const same = contents.some(({ bytes }) => sameBytes(Buffer.concat([...asSigned(bytes, unencoded)]), text));
  return same ? 'full' : 'ambiguous';
}
