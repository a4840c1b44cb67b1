/**
 * Distinguished names from the attributes of a profile, always marked as test material.
 *
 * @module
 */
import 'reflect-metadata';
import { type JsonNameParams, Name } from '@peculiar/x509';
import { TamgaError } from '../model/error';
import type { SubjectAttribute } from '../model/profile';

type StringKind = 'utf8String' | 'printableString' | 'ia5String' | 'bmpString';

/** An attribute whose string type may be another than the usual one of its type. */
export interface NameAttribute extends SubjectAttribute {
  readonly kind?: StringKind;
}

interface AttributeType {
  readonly oid: string;
  readonly kind: StringKind;
}

/** Attribute types by short name; RFC 5280 appendix A fixes the string types that are not UTF8String. */
// biome-ignore format: one row per attribute type
const TYPES: ReadonlyMap<string, AttributeType> = new Map([
  ['CN',                     { oid: '2.5.4.3',                     kind: 'utf8String' }],
  ['SN',                     { oid: '2.5.4.4',                     kind: 'utf8String' }],
  ['serialNumber',           { oid: '2.5.4.5',                     kind: 'printableString' }],
  ['C',                      { oid: '2.5.4.6',                     kind: 'printableString' }],
  ['L',                      { oid: '2.5.4.7',                     kind: 'utf8String' }],
  ['ST',                     { oid: '2.5.4.8',                     kind: 'utf8String' }],
  ['street',                 { oid: '2.5.4.9',                     kind: 'utf8String' }],
  ['O',                      { oid: '2.5.4.10',                    kind: 'utf8String' }],
  ['OU',                     { oid: '2.5.4.11',                    kind: 'utf8String' }],
  ['T',                      { oid: '2.5.4.12',                    kind: 'utf8String' }],
  ['title',                  { oid: '2.5.4.12',                    kind: 'utf8String' }],
  ['Name',                   { oid: '2.5.4.41',                    kind: 'utf8String' }],
  ['GN',                     { oid: '2.5.4.42',                    kind: 'utf8String' }],
  ['pseudonym',              { oid: '2.5.4.65',                    kind: 'utf8String' }],
  ['organizationIdentifier', { oid: '2.5.4.97',                    kind: 'utf8String' }],
  ['UID',                    { oid: '0.9.2342.19200300.100.1.1',   kind: 'utf8String' }],
  ['DC',                     { oid: '0.9.2342.19200300.100.1.25',  kind: 'ia5String' }],
  ['E',                      { oid: '1.2.840.113549.1.9.1',        kind: 'ia5String' }],
]);

const MARK = 'TAMGA TEST';

/** DER Name, one attribute per RDN in the order given. */
export function encodeName(attributes: readonly NameAttribute[]): Uint8Array {
  const json: JsonNameParams = marked(attributes).map(({ type, value, kind }) => {
    const usual = attributeType(type);
    return { [usual.oid]: [{ [kind ?? usual.kind]: value }] };
  });
  return new Uint8Array(new Name(json).toArrayBuffer());
}

/** The same name, told apart by everybody who reads it: the mark of the authority that no list carries. */
export function untrustedName(attributes: readonly SubjectAttribute[]): readonly SubjectAttribute[] {
  const renamed = attributes.map((one) =>
    one.type === 'CN' ? { type: 'CN', value: `${one.value} UNTRUSTED` } : one,
  );
  return [...renamed, { type: 'OU', value: `${MARK} UNTRUSTED` }];
}

/** No certificate leaves the forge without the mark, whatever its profile says. */
function marked(attributes: readonly NameAttribute[]): readonly NameAttribute[] {
  const carries = attributes.some(
    ({ type, value }) => (type === 'O' || type === 'OU') && value.includes(MARK),
  );
  return carries ? attributes : [...attributes, { type: 'OU', value: MARK }];
}

function attributeType(type: string): AttributeType {
  const known = TYPES.get(type);
  if (known !== undefined) return known;
  if (/^[0-2](\.\d+)+$/.test(type)) return { oid: type, kind: 'utf8String' };
  throw new TamgaError('TAMGA-E-MINT', `no attribute type ${type} for a certificate subject`, {
    hint: `Use a dotted OID or one of ${[...TYPES.keys()].join(', ')}.`,
  });
}
