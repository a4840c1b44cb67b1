import assert from 'node:assert/strict';
import test from 'node:test';
import { objectIdentifier, sequence, setOf, utf8String } from '../encoding/der-writer';
import { parseCertificate } from './certificate';
import { IDENTIFIER_SCHEMES, maskedSubject, maskIdentifier, subjectIdentifiers } from './subject-identifiers';
import { testCertificate, testKey } from './testing-certificates';

const TYPES: Readonly<Record<string, string>> = {
  C: '2.5.4.6',
  CN: '2.5.4.3',
  OU: '2.5.4.11',
  serialNumber: '2.5.4.5',
  organizationIdentifier: '2.5.4.97',
  UID: '0.9.2342.19200300.100.1.1',
};

/** `C=KZ,serialNumber=…`, in this order; no value here has a comma. */
function name(text: string): Uint8Array {
  const attributes = text.split(',').map((one) => {
    const [type = '', value = ''] = one.split('=');
    return setOf(sequence(objectIdentifier(TYPES[type] ?? type), utf8String(value)));
  });
  return sequence(...attributes);
}

/** Every number here is fictional; those that are well formed are so only by the arithmetic of their rule. */
// biome-ignore format: one row per subject
const SUBJECTS: readonly (readonly [subject: string, found: readonly string[]])[] = [
  ['C=KZ,serialNumber=IIN000000000000',                  ['kz-iin 000000000000 no']],
  ['C=KZ,serialNumber=IIN000000000010',                  ['kz-iin 000000000010 yes']],
  ['C=KZ,serialNumber=IIN000000000101',                  ['kz-iin 000000000101 yes']],
  ['C=KZ,serialNumber=IIN000000000012',                  ['kz-iin 000000000012 no']],
  ['C=KZ,serialNumber=IIN0000000010',                    ['kz-iin 0000000010 no']],
  ['C=KZ,OU=BIN000000000010',                            ['kz-bin 000000000010 yes']],
  ['C=KZ,serialNumber=IIN000000000010,OU=BIN000000000000', ['kz-iin 000000000010 yes', 'kz-bin 000000000000 no']],
  ['C=KZ,OU=TAMGA TEST',                                 []],
  ['C=TR,serialNumber=IIN000000000010',                  ['tr-tckn IIN000000000010 no']],
  ['C=UZ,1.2.860.3.16.1.2=00000000000001,1.2.860.3.16.1.1=000000001,UID=000000002',
    ['uz-pinfl 00000000000001 yes', 'uz-legal-inn 000000001 yes', 'uz-tin 000000002 yes']],
  ['C=UZ,1.2.860.3.16.1.2=0000000000001',                ['uz-pinfl 0000000000001 no']],
  ['C=ZZ,1.2.860.3.16.1.2=00000000000001',               ['uz-pinfl 00000000000001 yes']],
  ['C=ZZ,UID=000000002',                                 []],
  ['C=AZ,serialNumber=0TEST00',                          ['az-fin 0TEST00 yes']],
  ['C=AZ,serialNumber=0TEST000',                         ['az-fin 0TEST000 no']],
  ['C=TR,serialNumber=10000000146',                      ['tr-tckn 10000000146 yes']],
  ['C=TR,serialNumber=10000000147',                      ['tr-tckn 10000000147 no']],
  ['C=TR,serialNumber=10000000156',                      ['tr-tckn 10000000156 no']],
  ['C=TR,serialNumber=00000000000',                      ['tr-tckn 00000000000 no']],
  ['C=KG,serialNumber=10101200000000',                   ['kg-pin 10101200000000 yes']],
  ['C=KG,serialNumber=13102200000000',                   ['kg-pin 13102200000000 no']],
  ['C=KG,serialNumber=30101200000000',                   ['kg-pin 30101200000000 no']],
  ['C=KG,OU=00000000000001,OU=TAMGA TEST',               ['kg-inn 00000000000001 yes']],
  ['C=HU,serialNumber=PNOHU-00000001',                   ['en-319-412-1-natural 00000001 yes']],
  ['C=HU,serialNumber=TINHU-0000 001',                   ['en-319-412-1-natural 0000 001 no']],
  ['C=KZ,serialNumber=PNOKZ-000000000010',               ['en-319-412-1-natural 000000000010 yes']],
  ['C=HU,organizationIdentifier=VATHU-00000001',         ['en-319-412-1-legal 00000001 yes']],
  ['C=ZZ,serialNumber=000000000010',                     []],
  ['serialNumber=IIN000000000010',                       []],
];

for (const [subject, found] of SUBJECTS) {
  test(`${subject}: ${found.join(', ') || 'nothing'}`, () => {
    const told = subjectIdentifiers(name(subject)).map(
      ({ scheme, value, wellFormed }) => `${scheme} ${value} ${wellFormed ? 'yes' : 'no'}`,
    );
    assert.deepEqual(told, found);
  });
}

test('every scheme is met above, each under an id of its own', () => {
  const ids = IDENTIFIER_SCHEMES.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
  const met = new Set(SUBJECTS.flatMap(([, found]) => found.map((one) => one.split(' ')[0])));
  assert.deepEqual(new Set(ids), met);
});

test('a mask keeps two characters at each end, of short numbers nothing', () => {
  assert.equal(maskIdentifier('123456789012'), '12…12');
  assert.equal(maskIdentifier('0TEST00'), '0T…00');
  assert.equal(maskIdentifier('123456'), '…');
});

test('a masked subject shows no number anywhere, not even where it stands a second time', () => {
  const subject = name('C=KZ,CN=TEST 000000000010,serialNumber=IIN000000000010,OU=BIN000000000101');
  assert.equal(maskedSubject(subject), 'OU=BIN00…01,serialNumber=IIN00…10,CN=TEST 00…10,C=KZ');
});

test('a number that holds another is masked whole', () => {
  const subject = name('C=UZ,UID=000000000,1.2.860.3.16.1.2=00000000000000');
  assert.equal(maskedSubject(subject), '1.2.860.3.16.1.2=00…00,UID=00…00,C=UZ');
});

test('the text of a certificate is the masked one', () => {
  const { der } = testCertificate({ subject: name('C=TR,serialNumber=10000000146'), key: testKey(501) });
  assert.equal(parseCertificate(der).subjectText, 'serialNumber=10…46,C=TR');
});
