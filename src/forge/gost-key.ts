/**
 * Test keys of the GOST family: SubjectPublicKeyInfo by the row of the suite, and PKCS #8 for the sandbox's key stores.
 *
 * The PKCS #8 is the form that the GOST engine of OpenSSL writes. National key stores have forms of their own, which are
 * not public; the sandbox does not imitate them.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9215#section-4 RFC 9215, section 4}
 * @module
 */
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { GOST_CURVES } from '../crypto/gost/curves';
import { fromLittleEndian, toLittleEndian } from '../crypto/gost/layouts';
import { gostPublicKey } from '../crypto/gost/signing';
import { SUITES, type Suite } from '../crypto/suites';
import { TamgaError } from '../model/error';
import { bits, decode, encode, octets, oid, sequence } from './asn1';
import type { GostKeyPair } from './forged';
import type { Stream } from './stream';

export function mintGostKey(random: Stream, suite: Suite): GostKeyPair {
  const { curve } = parametersOf(suite);
  return gostKeyPair(suite, random.integerBelow(GOST_CURVES[curve].q - 1n) + 1n);
}

export function gostKeyPair(suite: Suite, secret: bigint): GostKeyPair {
  const { curve } = parametersOf(suite);
  const point = gostPublicKey(curve, secret);
  const spki = encode(sequence(keyAlgorithm(suite).toSchema(), bits(encode(octets(point)))));
  return { kind: 'gost', curve, secret, spki };
}

/** PrivateKeyInfo whose key is an OCTET STRING, least significant octet first. */
export function gostPkcs8(suite: Suite, key: GostKeyPair): Uint8Array {
  const secret = toLittleEndian(key.secret, GOST_CURVES[key.curve].length);
  const algorithm = keyAlgorithm(suite).toSchema();
  return encode(sequence(new asn1js.Integer({ value: 0 }), algorithm, octets(encode(octets(secret)))));
}

/** Undefined where it is no key of the family. */
export function readGostPkcs8(pkcs8: Uint8Array): GostKeyPair | undefined {
  const { privateKey, privateKeyAlgorithm } = pkijs.PrivateKeyInfo.fromBER(pkcs8);
  const algorithm = encode(privateKeyAlgorithm.toSchema());
  const suite = SUITES.find(
    (row) => row.key.kind === 'GOST' && Buffer.from(encode(keyAlgorithm(row).toSchema())).equals(algorithm),
  );
  if (suite === undefined) return undefined;
  const secret = decode(new Uint8Array(privateKey.getValue()));
  if (!(secret instanceof asn1js.OctetString)) return undefined;
  return gostKeyPair(suite, fromLittleEndian(new Uint8Array(secret.getValue())));
}

/** The parameters are a SEQUENCE of what the row names: the curve, and the digest where the state adds it. */
function keyAlgorithm({ id, key }: Suite): pkijs.AlgorithmIdentifier {
  if (key.kind !== 'GOST') throw noGostSuite(id);
  return new pkijs.AlgorithmIdentifier({
    algorithmId: key.algorithm,
    algorithmParams: sequence(...key.parameters.map(oid)),
  });
}

export function parametersOf({ id, gost }: Suite) {
  if (gost === null) throw noGostSuite(id);
  return gost;
}

function noGostSuite(id: string): TamgaError {
  return new TamgaError('TAMGA-E-SUITE', `${id} is no suite of the GOST family`);
}
