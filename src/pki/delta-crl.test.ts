import assert from 'node:assert/strict';
import test from 'node:test';
import { encode, integer } from '../encoding/der-writer';
import { OID } from '../encoding/oids';
import { TAG } from '../encoding/tags';
import { parseCertificate } from './certificate';
import { parseCrl } from './crl';
import { revocationState } from './revocation';
import {
  authority,
  distributionScope,
  extension,
  keyUsage,
  testCertificate,
  testKey,
  testList,
} from './testing-certificates';

const NOW = Date.parse('2026-09-01T12:00:00Z');
const at = (days: number) => new Date(NOW + days * 86_400_000);
const URL = 'http://pki.test/issuing.crl';
const ISSUER = testCertificate({
  subject: 'Issuer',
  key: testKey(201),
  extensions: [authority(), keyUsage(5, 6)],
});
const LEAF = testCertificate({ subject: 'Leaf', key: testKey(202), serial: 77, issuer: ISSUER });

function stateOf(crls: readonly Uint8Array[]) {
  const material = { crls: crls.map(parseCrl), ocspResponses: [], certificates: [] };
  return revocationState(parseCertificate(LEAF.der), parseCertificate(ISSUER.der), material, NOW);
}

const numbered = (number: number) => extension(OID.crlNumber, false, integer(number));
const negative = extension(OID.crlNumber, false, encode(TAG.integer, Uint8Array.of(0x80)));
const changesOf = (base: number, number: number) => [
  extension(OID.deltaCrlIndicator, true, integer(base)),
  numbered(number),
];
const full = (number: number, ...revoked: readonly { serial: number; at: Date; reason?: number }[]) =>
  testList({
    issuer: ISSUER,
    thisUpdate: at(-5),
    nextUpdate: at(-1),
    revoked,
    extensions: [numbered(number)],
  });
const delta = (
  extensions: readonly Uint8Array[],
  ...revoked: readonly { serial: number; at: Date; reason?: number }[]
) => testList({ issuer: ISSUER, thisUpdate: at(-0.5), nextUpdate: at(0.5), revoked, extensions });

test('a delta list counts with the full list that it starts from (RFC 5280 section 5.2.4)', () => {
  const revoked = { serial: 77, at: at(-1) };
  const held = { serial: 77, at: at(-6), reason: 6 };
  const released = { serial: 77, at: at(-1), reason: 8 };
  const cases: readonly [string, readonly Uint8Array[], string, number][] = [
    ['newly revoked', [full(9), delta(changesOf(9, 10), revoked)], 'revoked', -0.5],
    ['order does not count', [delta(changesOf(9, 10), revoked), full(9)], 'revoked', -0.5],
    ['nothing new', [full(9), delta(changesOf(9, 10))], 'good', -0.5],
    ['a later full list', [full(0x1ff), delta(changesOf(9, 0x200))], 'good', -0.5],
    ['a hold that ended', [full(9, held), delta(changesOf(9, 10), released)], 'good', -0.5],
    ['still revoked in the base', [full(9, revoked), delta(changesOf(9, 10))], 'revoked', -0.5],
    ['numbers leave a gap', [full(8), delta(changesOf(9, 10), revoked)], 'good', -5],
    ['older than the full list', [full(11), delta(changesOf(9, 10), revoked)], 'good', -5],
    ['no number of its own', [full(9), delta(changesOf(9, 10).slice(0, 1), revoked)], 'good', -5],
    ['a negative number', [full(9), delta([...changesOf(9, 10).slice(0, 1), negative], revoked)], 'good', -5],
    [
      'of another scope',
      [full(9), delta([...changesOf(9, 10), distributionScope(URL)], revoked)],
      'good',
      -5,
    ],
  ];
  for (const [what, crls, status, thisUpdate] of cases) {
    const { statement } = stateOf(crls);
    assert.deepEqual([statement?.status, statement?.thisUpdate], [status, at(thisUpdate).getTime()], what);
  }
  assert.equal(stateOf([delta(changesOf(9, 10), revoked)]).statement, null, 'alone');
});
