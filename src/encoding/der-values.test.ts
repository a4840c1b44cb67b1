import assert from 'node:assert/strict';
import test from 'node:test';
import { TamgaError } from '../model/error';
import { decodeBase64 } from './base64';
import { parseBer, parseDer } from './der';
import { derEncoding, isDer } from './der-canonical';
import {
  octetStringPieces,
  readBitString,
  readBitStringOctets,
  readBoolean,
  readIntegerBytes,
  readOctetString,
  readOid,
  readSmallInteger,
  readString,
  readTime,
} from './der-values';
import {
  bitString,
  boolean,
  generalizedTime,
  integer,
  nullValue,
  objectIdentifier,
  octetString,
  sequence,
  setOf,
  time,
  utf8String,
} from './der-writer';
import { readPem, writePem } from './pem';
import { TAG } from './tags';
import { formatTime, parseTime } from './time';

const hex = (text: string) => Buffer.from(text.replace(/ /g, ''), 'hex');
const der = (text: string) => parseDer(hex(text));

function refuses(read: () => unknown, expected: RegExp): void {
  assert.throws(
    read,
    (error) => error instanceof TamgaError && error.code === 'TAMGA-E-DER' && expected.test(error.message),
  );
}

test('one value has one encoding', () => {
  refuses(() => readBoolean(der('01 01 01'), 'b'), /00 or FF/);
  refuses(() => readBoolean(der('01 02 ff ff'), 'b'), /one octet/);
  assert.equal(readBoolean(parseBer(hex('01 01 01')), 'b'), true);
  refuses(() => readIntegerBytes(der('02 00'), 'i'), /at least one octet/);
  refuses(() => readIntegerBytes(der('02 02 00 7f'), 'i'), /fewest octets/);
  refuses(() => readIntegerBytes(der('02 02 ff 80'), 'i'), /fewest octets/);
  refuses(() => readSmallInteger(der('02 01 80'), 'i'), /not negative/);
  refuses(() => readSmallInteger(der('02 02 01 00'), 'i', 255), /at most 255/);
  refuses(() => readOid(der('06 00'), 'o'), /1 to 64 octets/);
  refuses(() => readOid(der('06 02 80 01'), 'o'), /leading zero/);
  refuses(() => readOid(der('06 02 2a 86'), 'o'), /that ends/);
  refuses(() => readOid(der('06 0a ff ff ff ff ff ff ff ff ff 7f'), 'o'), /arcs below/);
  refuses(() => readBitString(der('03 02 08 00'), 'b'), /0 to 7 unused/);
  refuses(() => readBitString(der('03 01 01'), 'b'), /0 to 7 unused/);
  refuses(() => readBitString(der('03 02 01 01'), 'b'), /unused bits zero/);
  refuses(() => readBitStringOctets(der('03 02 01 02'), 'b'), /whole octets/);
  refuses(() => readOctetString(der('24 03 04 01 aa'), 's'), /OCTET STRING/);
});

test('a BER string in pieces is joined, and stays in pieces where nobody needs it whole', () => {
  const element = parseBer(hex('24 80 04 01 aa 24 04 04 02 bb cc 00 00'));
  assert.deepEqual([...readOctetString(element, 's')], [0xaa, 0xbb, 0xcc]);
  assert.equal(octetStringPieces(element, 's').length, 2);
});

test('times in the form of DER alone', () => {
  const utc = (text: string) => parseTime(text, true);
  const general = (text: string) => parseTime(text, false);
  assert.equal(utc('260901120000Z'), Date.parse('2026-09-01T12:00:00Z'));
  assert.equal(utc('500101000000Z'), Date.parse('1950-01-01T00:00:00Z'));
  assert.equal(general('20500101000000Z'), Date.parse('2050-01-01T00:00:00Z'));
  assert.equal(general('20260901120000.25Z'), Date.parse('2026-09-01T12:00:00.250Z'));
  assert.equal(utc('000229000000Z'), Date.parse('2000-02-29T00:00:00Z'));
  for (const text of [
    '2609011200Z',
    '260901120000+0300',
    '260231120000Z',
    '260901240000Z',
    '260901126000Z',
    '261301120000Z',
    '260901120060Z',
  ]) {
    assert.equal(utc(text), undefined, text);
  }
  for (const text of [
    '20260901120000',
    '20260901120000.50Z',
    '20260901120000.Z',
    '20260901120000,5Z',
    '21000229000000Z',
  ]) {
    assert.equal(general(text), undefined, text);
  }
  refuses(() => readTime(der('04 00'), 't'), /UTCTime or GeneralizedTime/);
  assert.deepEqual(formatTime(new Date('2049-12-31T23:59:59Z')), { utc: true, text: '491231235959Z' });
  assert.deepEqual(formatTime(new Date('2050-01-01T00:00:00Z')), { utc: false, text: '20500101000000Z' });
});

test('what is written is read back', () => {
  for (const oid of [
    '1.2.840.113549.1.7.2',
    '2.5.29.15',
    '0.4.0.1862.1.1',
    '2.999.3',
    '1.2.398.3.10.1.1.2.3.2',
  ]) {
    assert.equal(readOid(parseDer(objectIdentifier(oid)), 'o'), oid);
  }
  for (const value of [0, 1, 127, 128, 255, 256, 65535, 2 ** 31 - 1]) {
    assert.equal(readSmallInteger(parseDer(integer(value)), 'i'), value);
  }
  assert.deepEqual([...integer(hex('00 00 80'))], [2, 2, 0, 0x80]);
  assert.equal(readBoolean(parseDer(boolean(true)), 'b'), true);
  assert.equal(readString(parseDer(utf8String('Әлия Ünal'))), 'Әлия Ünal');
  assert.equal(readString(parseDer(hex('1e 04 04 d8 04 3b'))), 'Әл');
  assert.equal(readString(parseDer(nullValue())), null);
  assert.equal(readBitString(parseDer(bitString(hex('a0'), 5)), 'b').unused, 5);
  const date = new Date('2026-09-01T12:00:00Z');
  assert.equal(readTime(parseDer(time(date)), 't'), date.getTime());
  assert.equal(readTime(parseDer(generalizedTime(date)), 't'), date.getTime());
  assert.equal(octetString(Buffer.alloc(70_000)).length, 70_005);
  assert.deepEqual(
    [...setOf(hex('04 01 02'), hex('04 01 01'), hex('02 01 05'))],
    [...hex('31 09 02 01 05 04 01 01 04 01 02')],
  );
});

test('BER is told from DER, and turned into it', () => {
  const rows: readonly (readonly [string, string])[] = [
    ['31 80 04 01 02 04 01 01 00 00', '31 06 04 01 01 04 01 02'],
    ['31 06 04 01 02 04 01 01', '31 06 04 01 01 04 01 02'],
    ['31 05 30 03 01 01 01', '31 05 30 03 01 01 ff'],
    ['31 07 24 05 04 03 aa bb cc', '31 05 04 03 aa bb cc'],
    ['31 81 03 04 01 02', '31 03 04 01 02'],
  ];
  for (const [ber, expected] of rows) {
    const element = parseBer(hex(ber));
    assert.equal(isDer(element, true), false, ber);
    const made = derEncoding(element, TAG.set, true);
    assert.equal(Buffer.from(made).toString('hex'), hex(expected).toString('hex'), ber);
    assert.equal(isDer(parseBer(made), true), true, expected);
  }
  assert.equal(
    isDer(parseBer(sequence(integer(5), setOf(octetString(hex('01')), nullValue()))), false),
    true,
  );
});

test('base64 and PEM are read strictly', () => {
  assert.deepEqual([...(decodeBase64('AQI=\r\n') ?? [])], [1, 2]);
  for (const text of ['AQI', 'AQJ=', 'AQ=I', 'AQI=AQI=', 'A*I=', '-_=='])
    assert.equal(decodeBase64(text), undefined, text);
  const [block] = readPem(`explanation\n${writePem('CERTIFICATE', hex('3000'))}more`);
  assert.deepEqual(block, { label: 'CERTIFICATE', bytes: hex('3000') });
  refuses(() => readPem('-----BEGIN A-----\nAQI=\n-----END B-----'), /equal labels/);
  refuses(() => readPem('-----BEGIN A-----\nAQI\n-----END A-----'), /not base64/);
});
