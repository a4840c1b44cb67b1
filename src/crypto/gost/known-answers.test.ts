/** Every known answer of `vectors/known-answers/gost.json`. */
import { deepEqual, equal } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { arrayAt, type JsonObject, objectAt, parseJson, stringAt } from '../../encoding/json';
import { packageRoot } from '../../model/package-root';
import { GOST_CURVES } from './curves';
import { GOST_DIGEST_NAMES, type GostDigestName, gostDigest } from './digests';
import { LAYOUTS, toLittleEndian, writeSignature } from './layouts';
import { GOST_ROWS, type GostRow } from './rows';
import { type GostParameters, verifyGost, verifyGostDigest } from './signature';
import { gostPublicKey, numbersWith } from './signing';

const ANSWERS = parseJson(readFileSync(join(packageRoot(), 'vectors', 'known-answers', 'gost.json')));
const VALID = { valid: true };

test('the file of known answers is whole', () => {
  equal(arrayAt(ANSWERS, 'digests').length, 17);
  equal(arrayAt(ANSWERS, 'signatures').length, 3);
});

for (const index of arrayAt(ANSWERS, 'digests').keys()) {
  const answer = objectAt(ANSWERS, 'digests', index);
  const input = stringAt(answer, 'input');
  test(`${stringAt(answer, 'digest')} of "${input}"`, () => {
    equal(hex(gostDigest(digestName(answer)).of(Buffer.from(input))), stringAt(answer, 'value'));
  });
}

test('RFC 5832 section 7.1: key, signature and verification of the example', () => {
  const answer = objectAt(ANSWERS, 'rfc5832');
  const curve = GOST_CURVES['rfc5832-test'];
  // The example gives e, not what it is the digest of.
  const digest = toLittleEndian(number(answer, 'e'), 32);
  const key = gostPublicKey('rfc5832-test', number(answer, 'd'));
  equal(
    hex(key),
    hex(toLittleEndian(number(answer, 'qx'), 32)) + hex(toLittleEndian(number(answer, 'qy'), 32)),
  );
  const numbers = numbersWith(curve, number(answer, 'd'), digest, number(answer, 'k'));
  const expected = { r: number(answer, 'r'), s: number(answer, 's') };
  deepEqual(numbers, expected);
  const value = writeSignature(LAYOUTS.rfc, 32, expected);
  const parameters: GostParameters = { curve: 'rfc5832-test', digest: 'gost94-test', layout: 'rfc' };
  deepEqual(verifyGostDigest(parameters, key, digest, value), VALID);
});

for (const index of arrayAt(ANSWERS, 'signatures').keys()) {
  const answer = objectAt(ANSWERS, 'signatures', index);
  const row = rowOf(stringAt(answer, 'row'));
  test(`${row.id}: key, signature octets and verification of "some document"`, () => {
    const { parameters } = row;
    const curve = GOST_CURVES[parameters.curve];
    const message = Buffer.from(stringAt(answer, 'message'));
    equal(hex(gostPublicKey(parameters.curve, number(answer, 'd'))), stringAt(answer, 'publicKey'));
    const digest = gostDigest(parameters.digest).of(message);
    const numbers = numbersWith(curve, number(answer, 'd'), digest, number(answer, 'k'));
    if (numbers === undefined) throw new Error('the nonce of the vector gives no signature');
    const value = writeSignature(LAYOUTS[parameters.layout], curve.length, numbers);
    equal(hex(value), stringAt(answer, 'value'));
    deepEqual(verifyGost(parameters, octets(answer, 'publicKey'), message, value), VALID);
  });
}

test('the Kazakh test root of 2022 signs itself', () => {
  const answer = objectAt(ANSWERS, 'kazakhTestRoot2022');
  const certificate = Buffer.from(stringAt(answer, 'certificate'), 'base64');
  // The certificate is a SEQUENCE with four octets of header; its first element has three more and 735 octets.
  const signed = certificate.subarray(4, 4 + 738);
  equal(hex(gostDigest('streebog512').of(signed)), stringAt(answer, 'digest'));
  const { parameters } = rowOf('kz-gost2015-512-streebog512');
  deepEqual(verifyGost(parameters, octets(answer, 'publicKey'), signed, octets(answer, 'value')), VALID);
  equal(hex(certificate.subarray(-128)), stringAt(answer, 'value'));
});

test('the Kazakh root of 2015 signs itself', () => {
  const answer = objectAt(ANSWERS, 'kazakhRoot2015');
  const { parameters } = rowOf('kz-gost2004-gost34311');
  const outcome = verifyGostDigest(
    parameters,
    octets(answer, 'publicKey'),
    octets(answer, 'digest'),
    octets(answer, 'value'),
  );
  deepEqual(outcome, VALID);
});

test('the official Uzbek example: content, signed attributes, signature, imprint of the time-stamp', () => {
  const answer = objectAt(ANSWERS, 'uzbekExample');
  const { parameters } = rowOf('uz-dst1092-dst1106');
  const digest = gostDigest(parameters.digest);
  const signed = octets(answer, 'signedAttributes');
  const value = octets(answer, 'value');
  equal(hex(signed).slice(-64), hex(digest.of(Buffer.from(stringAt(answer, 'content')))));
  equal(hex(digest.of(signed)), stringAt(answer, 'digest'));
  deepEqual(verifyGost(parameters, octets(answer, 'publicKey'), signed, value), VALID);
  equal(hex(digest.of(value)), stringAt(answer, 'imprint'));
});

function digestName(answer: JsonObject): GostDigestName {
  const found = GOST_DIGEST_NAMES.find((name) => name === stringAt(answer, 'digest'));
  if (found === undefined) throw new Error(`no digest ${stringAt(answer, 'digest')}`);
  return found;
}

function rowOf(id: string): GostRow {
  const found = GOST_ROWS.find((row) => row.id === id);
  if (found === undefined) throw new Error(`no row ${id}`);
  return found;
}

function number(answer: JsonObject, name: string): bigint {
  return BigInt(`0x${stringAt(answer, name)}`);
}

function octets(answer: JsonObject, name: string): Uint8Array {
  return Buffer.from(stringAt(answer, name), 'hex');
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
