/**
 * How a JWS says whose signature it is: certificates by hash, by issuer and serial number, and as they are.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_ts/119100_119199/11918201/ TS 119 182-1, sections 5.1 and 5.2.2}
 * @module
 */
import { digestByJsonName } from '../../crypto/digest-names';
import { decodeBase64, decodeLooseBase64Url } from '../../encoding/base64';
import { children, type Element, next, open, openAs, parseDer, raw } from '../../encoding/der';
import { readIntegerBytes } from '../../encoding/der-values';
import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../../encoding/json';
import { member, textMember } from '../../encoding/json-document';
import { contextTag, TAG } from '../../encoding/tags';
import { TamgaError } from '../../model/error';
import type { CertificateReference, DigestReference, SignerHint } from '../facts';
import type { JwsFault, WithFaults } from './oddity';

const MAXIMUM_CHAIN = 100;

/** RFC 7515 section 4.1.6: base64, not base64url, and the first is the signer's. */
export function readChain(header: JsonObject): WithFaults<readonly Uint8Array[]> {
  const chain = member(header, 'x5c');
  if (chain === undefined) return { value: [], faults: [] };
  const odd = (found: string): JwsFault => ({ kind: 'jws.certificate-chain', found });
  if (!isJsonArray(chain) || chain.length === 0)
    return { value: [], faults: [odd('x5c is not an array of certificates')] };
  if (chain.length > MAXIMUM_CHAIN)
    throw new TamgaError('TAMGA-E-LIMIT', `x5c with ${chain.length} certificates, over ${MAXIMUM_CHAIN}`);
  const decoded = chain.map((one) => (typeof one === 'string' ? decodeBase64(one) : undefined));
  return {
    value: decoded.filter((one) => one !== undefined),
    faults: decoded.flatMap((one, index) => (one === undefined ? [odd(`x5c[${index}] is not base64`)] : [])),
  };
}

export function readHint(header: JsonObject, chain: readonly Uint8Array[]): SignerHint {
  const kid = textMember(header, 'kid');
  return {
    issuerSerial: kid === undefined ? null : issuerSerialOf(kid),
    keyIdentifier: null,
    certificates: chain,
    publicKey: null,
  };
}

/** TS 119 182-1 section 5.1.4: base64 of an IssuerSerial of RFC 5035; in a plain JWS it may be anything. */
function issuerSerialOf(kid: string): SignerHint['issuerSerial'] {
  const bytes = decodeBase64(kid);
  if (bytes === undefined || bytes[0] !== TAG.sequence) return null;
  try {
    const cursor = openAs(parseDer(bytes), TAG.sequence, 'kid');
    const issuer = directoryName(next(cursor, 'the issuer'));
    const serialNumber = readIntegerBytes(next(cursor, 'the serial number'), 'the serial number');
    return issuer === undefined ? null : { issuer, serialNumber };
  } catch (error) {
    if (error instanceof TamgaError && error.code === 'TAMGA-E-DER') return null;
    throw error;
  }
}

function directoryName(names: Element): Uint8Array | undefined {
  const name = children(names).find(({ tag }) => tag === contextTag(4));
  return name === undefined ? undefined : raw(next(open(name), 'a directory name'));
}

/** One entry for each of the parameters that is present, of the certificate that it names first. */
export function readCertificateReferences(header: JsonObject): WithFaults<readonly CertificateReference[]> {
  const all = PARAMETERS.filter(({ name }) => Object.hasOwn(header, name)).map(({ name, read }) => ({
    name,
    reference: read(member(header, name)),
  }));
  return {
    value: all.map(({ reference }) => reference).filter((reference) => reference !== undefined),
    faults: all.flatMap(({ name, reference }) =>
      reference === undefined
        ? [{ kind: 'jws.signing-certificate', found: `${name} names no certificate by its hash` } as const]
        : [],
    ),
  };
}

type Read = (value: Json | undefined) => CertificateReference | undefined;

const PARAMETERS: readonly { readonly name: string; readonly read: Read }[] = [
  // RFC 7515 section 4.1.7, which TS 119 182-1 leaves to plain signatures.
  { name: 'x5t', read: (value) => reference(1, 'sha-1', value) },
  { name: 'x5t#S256', read: (value) => reference(2, 'S256', value) },
  { name: 'x5t#o', read: digestObject },
  { name: 'sigX5ts', read: (value) => (isJsonArray(value) ? digestObject(value[0]) : undefined) },
];

/** TS 119 182-1 section 5.2.2.2: `digAlg` and `digVal`. */
function digestObject(value: Json | undefined): CertificateReference | undefined {
  if (!isJsonObject(value)) return undefined;
  const algorithm = textMember(value, 'digAlg');
  return algorithm === undefined ? undefined : reference(2, algorithm, member(value, 'digVal'));
}

function reference(
  version: 1 | 2,
  algorithm: string,
  value: Json | undefined,
): CertificateReference | undefined {
  const hash = typeof value === 'string' ? decodeLooseBase64Url(value) : undefined;
  if (hash === undefined || hash.length === 0) return undefined;
  return { version, digest: digestNamed(algorithm), hash, issuerSerial: null };
}

export function digestNamed(stated: string): DigestReference {
  return { stated, digest: digestByJsonName(stated) };
}
