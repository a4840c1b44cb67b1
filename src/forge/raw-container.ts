/**
 * Signatures around values that others calculate: the forge makes the product, and somebody else holds the key.
 *
 * The product is begun once to see what is signed, again with the value to see what is stamped, and a last time with both.
 *
 * @module
 */
import { digestByName } from '../crypto/digests';
import { type Suite, suiteById } from '../crypto/suites';
import { openAs, parseDer, take } from '../encoding/der';
import { TAG } from '../encoding/tags';
import type { Level } from '../model/claim';
import type { Container, ContainerRequest, Containers } from '../model/container';
import { TamgaError } from '../model/error';
import { signatureAlgorithm } from './algorithms';
import { encode } from './asn1';
import { readCertificate } from './certificate';
import type { ForgedState, Identity } from './forged';
import { makes, signProduct } from './product';
import { knownSuite } from './signing';
import { imprintAlgorithm } from './time-stamp';

/** Further levels need material of authorities, not only a value and a token. */
const LEVELS: readonly Level[] = ['none', 'B-B', 'B-T'];

/** The bytes that the maker wanted something for; there is nothing more to be made without it. */
class Wanted extends Error {
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    super('begun, not finished');
    this.bytes = bytes;
  }
}

type Calculate = (bytes: Uint8Array) => Uint8Array;

const want: Calculate = (bytes) => {
  throw new Wanted(bytes);
};

/** Of the state only names and digests are used, none of its keys. */
export function containersOf(state: ForgedState): Containers {
  return {
    prepare(request) {
      const spki = publicKeyOf(request.certificate);
      const known = suiteById(request.suite) !== undefined;
      if (spki === null || !known || !LEVELS.includes(request.level) || !makes(request)) return null;
      return containerOf(state, request, spki);
    },
  };
}

function containerOf(state: ForgedState, request: ContainerRequest, spki: Uint8Array): Container {
  const { suite: id, certificate, chain } = request;
  const suite = knownSuite(id);
  const claimed = new Date(request.signingTime);
  const make = (sign: Calculate, stamp: Calculate): Uint8Array => {
    const identity: Identity = { certificate, chain, suite: id, key: { kind: 'remote', spki, sign } };
    const times = { claimed, stamped: claimed };
    return signProduct({ ...request, state, product: request, identity, times }, { timeStamp: stamp })
      .signature;
  };
  const toBeSigned = wantedBy(() => make(want, want));
  if (toBeSigned === null) throw new TamgaError('TAMGA-E-INTERNAL', 'the product was made without a value');
  const hash = digestByName(suite.digest).of(toBeSigned);
  const valued = (value: Uint8Array): Calculate => {
    if (suite.family === 'ecdsa') checkPair(value);
    return (bytes) => {
      if (Buffer.from(bytes).equals(toBeSigned)) return value;
      throw new TamgaError('TAMGA-E-INTERNAL', 'the product to sign changed between two of its makings');
    };
  };
  return {
    toBeSigned,
    hash,
    digestOid: suite.digestOid,
    signatureOid: suite.signatureOid,
    signatureParameters: maskOf(suite),
    imprint(value) {
      // Whether a product has a time-stamp is told by its maker: national products without levels may have one, too.
      const imprinted = wantedBy(() => make(valued(value), want));
      if (imprinted === null) return null;
      const { oid, digest } = imprintAlgorithm(state.hierarchyOf(id));
      return { digestOid: oid, value: digest.of(imprinted) };
    },
    assemble: (value, timeStamp) => make(valued(value), (bytes) => timeStamp ?? want(bytes)),
  };
}

/** RFC 4055 section 3.1: of a suite without a mask the identifier says all. */
function maskOf({ id, parameters }: Suite): Uint8Array | null {
  const { algorithmParams } = signatureAlgorithm(id);
  return parameters === 'pss' ? encode(algorithmParams) : null;
}

/** Of a certificate that a stranger gave; null where it is none. */
function publicKeyOf(certificate: Uint8Array): Uint8Array | null {
  try {
    return encode(readCertificate(certificate).subjectPublicKeyInfo.toSchema());
  } catch {
    return null;
  }
}

/** Null: nothing was wanted. */
function wantedBy(make: () => Uint8Array): Uint8Array | null {
  try {
    make();
  } catch (error) {
    if (error instanceof Wanted) return error.bytes;
    throw error;
  }
  return null;
}

/** RFC 3279 section 2.2.3. XML and JWS take the pair apart, so it must be one. */
function checkPair(value: Uint8Array): void {
  try {
    const pair = openAs(parseDer(value), TAG.sequence, 'Ecdsa-Sig-Value');
    take(pair, TAG.integer, 'r');
    take(pair, TAG.integer, 's');
  } catch (cause) {
    throw new TamgaError(
      'TAMGA-E-PROTOCOL',
      `an ECDSA value of ${value.length} bytes that is no SEQUENCE of r and s`,
      {
        hint: 'Ask the operator for the DER form of RFC 3279 section 2.2.3.',
        cause,
      },
    );
  }
}
