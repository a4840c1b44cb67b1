/**
 * The named curves of ECDSA keys.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5480#section-2.1.1 RFC 5480, section 2.1.1}, SEC 2 and RFC 5639
 * @module
 */

export interface Curve {
  readonly name: string;
  readonly oid: string;
  /** Of a field element. */
  readonly bits: number;
  /** Of the group, in as many octets as it needs. */
  readonly order: Uint8Array;
}

/** Columns: name, OID, field size, order of the group. */
// biome-ignore format: one row per curve
const ROWS: readonly (readonly [string, string, number, string])[] = [
  ['P-192', '1.2.840.10045.3.1.1', 192, 'ffffffffffffffffffffffff99def836146bc9b1b4d22831'],
  ['P-224', '1.3.132.0.33', 224, 'ffffffffffffffffffffffffffff16a2e0b8f03e13dd29455c5c2a3d'],
  ['P-256', '1.2.840.10045.3.1.7', 256, 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551'],
  ['P-384', '1.3.132.0.34', 384, 'ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973'],
  ['P-521', '1.3.132.0.35', 521, '01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409'],
  ['secp256k1', '1.3.132.0.10', 256, 'fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141'],
  ['brainpoolP224r1', '1.3.36.3.3.2.8.1.1.5', 224, 'd7c134aa264366862a18302575d0fb98d116bc4b6ddebca3a5a7939f'],
  ['brainpoolP256r1', '1.3.36.3.3.2.8.1.1.7', 256, 'a9fb57dba1eea9bc3e660a909d838d718c397aa3b561a6f7901e0e82974856a7'],
  ['brainpoolP256t1', '1.3.36.3.3.2.8.1.1.8', 256, 'a9fb57dba1eea9bc3e660a909d838d718c397aa3b561a6f7901e0e82974856a7'],
  ['brainpoolP320r1', '1.3.36.3.3.2.8.1.1.9', 320, 'd35e472036bc4fb7e13c785ed201e065f98fcfa5b68f12a32d482ec7ee8658e98691555b44c59311'],
  ['brainpoolP384r1', '1.3.36.3.3.2.8.1.1.11', 384, '8cb91e82a3386d280f5d6f7e50e641df152f7109ed5456b31f166e6cac0425a7cf3ab6af6b7fc3103b883202e9046565'],
  ['brainpoolP384t1', '1.3.36.3.3.2.8.1.1.12', 384, '8cb91e82a3386d280f5d6f7e50e641df152f7109ed5456b31f166e6cac0425a7cf3ab6af6b7fc3103b883202e9046565'],
  ['brainpoolP512r1', '1.3.36.3.3.2.8.1.1.13', 512, 'aadd9db8dbe9c48b3fd4e6ae33c9fc07cb308db3b3c9d20ed6639cca70330870553e5c414ca92619418661197fac10471db1d381085ddaddb58796829ca90069'],
  ['brainpoolP512t1', '1.3.36.3.3.2.8.1.1.14', 512, 'aadd9db8dbe9c48b3fd4e6ae33c9fc07cb308db3b3c9d20ed6639cca70330870553e5c414ca92619418661197fac10471db1d381085ddaddb58796829ca90069'],
];

export const CURVES: readonly Curve[] = ROWS.map(([name, oid, bits, order]) => ({
  name,
  oid,
  bits,
  order: Buffer.from(order, 'hex'),
}));

const BY_OID: ReadonlyMap<string, Curve> = new Map(CURVES.map((curve) => [curve.oid, curve]));

export function curveByOid(oid: string): Curve | undefined {
  return BY_OID.get(oid);
}
