/** GOST signatures: what verifies, and what is refused and why. */
import { deepEqual, equal, notDeepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { fuzzCount, seededBytes, seededScalar } from '../../testing/seeded';
import { GOST_CURVES } from './curves';
import { gostDigest } from './digests';
import { LAYOUTS, type LayoutName, readSignature, writeSignature } from './layouts';
import { noblePoints, nobleSumMatches } from './points';
import { readPublicKey, writePublicKey } from './public-key';
import { GOST_ROWS } from './rows';
import {
  GOST_REFUSALS,
  type GostParameters,
  type GostRefusal,
  verifyGost,
  verifyGostDigest,
} from './signature';
import { gostPublicKey, signGost, signGostDigest } from './signing';
import { KEY_TABLES, USES_BEFORE_TABLE } from './sums';

const VALID = { valid: true };
const COUNT = fuzzCount(12, 300);

/** One of each curve, so that every property is tried on all of them. */
const SUITES: readonly GostParameters[] = [
  { curve: 'cryptopro-a', digest: 'gost94-test', layout: 'kz' },
  { curve: 'cryptopro-a', digest: 'gost94-cryptopro', layout: 'uz' },
  { curve: 'tc26-256-a', digest: 'streebog256', layout: 'rfc' },
  { curve: 'tc26-512-a', digest: 'streebog512', layout: 'kz' },
  { curve: 'rfc5832-test', digest: 'gost94-test', layout: 'rfc' },
];

interface Signed {
  readonly parameters: GostParameters;
  readonly key: Uint8Array;
  readonly data: Uint8Array;
  readonly value: Uint8Array;
}

function signed(parameters: GostParameters, label: string): Signed {
  const secret = seededScalar(`key ${parameters.curve} ${label}`, GOST_CURVES[parameters.curve].q);
  const data = seededBytes(`data ${label}`, 100);
  return {
    parameters,
    key: gostPublicKey(parameters.curve, secret),
    data,
    value: signGost(parameters, secret, data),
  };
}

function outcome({ parameters, key, data, value }: Signed): true | GostRefusal {
  const found = verifyGost(parameters, key, data, value);
  return found.valid || found.reason;
}

function withNumbers(one: Signed, change: (numbers: { r: bigint; s: bigint }, q: bigint) => object): Signed {
  const { length, q } = GOST_CURVES[one.parameters.curve];
  const layout = LAYOUTS[one.parameters.layout];
  const numbers = readSignature(layout, length, one.value);
  if (numbers === undefined) throw new Error('a signature of ours is unreadable');
  return { ...one, value: writeSignature(layout, length, { ...numbers, ...change(numbers, q) }) };
}

for (const parameters of SUITES) {
  const name = `${parameters.curve} ${parameters.digest} ${parameters.layout}`;

  test(`${name}: signs the same octets again, and what it signs verifies, cold and warm`, () => {
    for (let index = 0; index < COUNT; index++) {
      const one = signed(parameters, `${index}`);
      deepEqual(signed(parameters, `${index}`), one);
      for (let use = 0; use < USES_BEFORE_TABLE + 3; use++) equal(outcome(one), true);
    }
  });

  test(`${name}: one bit of data, value or key changed does not verify, cold and warm`, () => {
    const one = signed(parameters, 'bits');
    for (let index = 0; index < COUNT; index++) {
      const flip = (octets: Uint8Array): Uint8Array => {
        const changed = Uint8Array.from(octets);
        const at = (index * 37) % octets.length;
        changed[at] = (changed[at] ?? 0) ^ (1 << (index % 8));
        return changed;
      };
      equal(outcome({ ...one, data: flip(one.data) }), 'mismatch');
      notDeepEqual(outcome({ ...one, value: flip(one.value) }), true);
      notDeepEqual(outcome({ ...one, key: flip(one.key) }), true);
    }
    equal(outcome(one), true);
  });

  test(`${name}: r or s of 0, q, or more is refused for that`, () => {
    const one = signed(parameters, 'ranges');
    const { q } = GOST_CURVES[parameters.curve];
    const all = (1n << BigInt(8 * GOST_CURVES[parameters.curve].length)) - 1n;
    for (const bad of [0n, q, q + 1n, all]) {
      equal(outcome(withNumbers(one, () => ({ r: bad }))), 'r-range');
      equal(outcome(withNumbers(one, () => ({ s: bad }))), 's-range');
    }
    // A second writing of the same number modulo q, where the octets have room for it.
    if (q * 2n < all) equal(outcome(withNumbers(one, ({ s }) => ({ s: s + q }))), 's-range');
    equal(outcome(withNumbers(one, ({ s }) => ({ s: q - s }))), 'mismatch');
    equal(outcome(withNumbers(one, ({ r, s }) => ({ r: s, s: r }))), 'mismatch');
  });

  test(`${name}: a value or key of the wrong length is refused for that`, () => {
    const one = signed(parameters, 'lengths');
    for (const value of [
      new Uint8Array(),
      one.value.subarray(1),
      Buffer.concat([one.value, Buffer.alloc(1)]),
    ])
      equal(outcome({ ...one, value }), 'signature-length');
    for (const key of [new Uint8Array(), one.key.subarray(1), Buffer.concat([one.key, Buffer.alloc(1)])])
      equal(outcome({ ...one, key }), 'key-length');
  });

  test(`${name}: the point at infinity, a point off the curve and a coordinate from p on are no keys`, () => {
    const one = signed(parameters, 'keys');
    const curve = GOST_CURVES[parameters.curve];
    const { p, length } = curve;
    equal(outcome({ ...one, key: new Uint8Array(2 * length) }), 'key-at-infinity');
    const reading = readPublicKey(curve, one.key);
    if (!reading.accepted) throw new Error(reading.reason);
    const { x, y } = reading.point;
    const at = (point: { x: bigint; y: bigint }) => ({ ...one, key: writePublicKey(curve, point) });
    equal(outcome(at({ x, y: y + 1n < p ? y + 1n : y - 1n })), 'key-off-curve');
    equal(outcome(at({ x: y, y: x })), 'key-off-curve');
    for (const bad of [p, p + 1n]) {
      equal(outcome(at({ x: bad, y })), 'key-coordinate-range');
      equal(outcome(at({ x, y: bad })), 'key-coordinate-range');
    }
    equal(outcome(at({ x, y: p - y })), 'mismatch', 'the opposite key is a key, and another one');
  });
}

test('every refusal has its sentence', () => {
  for (const [reason, sentence] of Object.entries(GOST_REFUSALS)) equal(sentence.length > 10, true, reason);
});

test('more keys than there are tables: all verify, again and again', () => {
  const parameters: GostParameters = { curve: 'cryptopro-a', digest: 'gost94-test', layout: 'kz' };
  const many = Array.from({ length: KEY_TABLES + 4 }, (_, index) => signed(parameters, `crowd ${index}`));
  for (let round = 0; round < USES_BEFORE_TABLE + 3; round++) {
    for (const one of many) equal(outcome(one), true);
  }
});

test('swapped byte order: no layout takes the value of another', () => {
  const secret = seededScalar('layouts', GOST_CURVES['cryptopro-a'].q);
  const key = gostPublicKey('cryptopro-a', secret);
  const data = Buffer.from('some document');
  const parameters = (layout: LayoutName): GostParameters => ({
    curve: 'cryptopro-a',
    digest: 'gost94-cryptopro',
    layout,
  });
  const value = signGost(parameters('rfc'), secret, data);
  deepEqual(verifyGost(parameters('rfc'), key, data, value), VALID);
  deepEqual(verifyGost(parameters('uz'), key, data, value), VALID, 'Uzbekistan keeps the order of the RFC');
  equal(verifyGost(parameters('kz'), key, data, value).valid, false);
  const reversed = Uint8Array.from(value).reverse();
  deepEqual(verifyGost(parameters('kz'), key, data, reversed), VALID, 'Kazakhstan turns it round');
  equal(verifyGost(parameters('rfc'), key, data, reversed).valid, false);
  const halves = Buffer.concat([value.subarray(32), value.subarray(0, 32)]);
  for (const layout of ['rfc', 'uz', 'kz'] as const)
    equal(verifyGost(parameters(layout), key, data, halves).valid, false);
});

test('swapped byte order of the digest: e is little-endian', () => {
  const one = signed({ curve: 'tc26-512-a', digest: 'streebog512', layout: 'kz' }, 'digest order');
  const { q } = GOST_CURVES['tc26-512-a'];
  const digest = gostDigest('streebog512').of(one.data);
  const bigEndian = BigInt(`0x${Buffer.from(digest).toString('hex')}`) % q;
  const littleEndian = BigInt(`0x${Buffer.from(digest).reverse().toString('hex')}`) % q;
  notDeepEqual(bigEndian, littleEndian);
  const numbers = readSignature(LAYOUTS.kz, 64, one.value);
  const reading = readPublicKey(GOST_CURVES['tc26-512-a'], one.key);
  if (numbers === undefined || !reading.accepted) throw new Error('unreadable');
  const { r, s } = numbers;
  const points = noblePoints(GOST_CURVES['tc26-512-a']);
  const matches = (e: bigint) => {
    const inverse = points.Fn.inv(e);
    return nobleSumMatches(GOST_CURVES['tc26-512-a'], reading.point)(
      points.Fn.mul(s, inverse),
      points.Fn.mul(q - r, inverse),
      r,
    );
  };
  deepEqual([matches(littleEndian), matches(bigEndian)], [true, false]);
});

test('wrong S-box: a signature over the other digest is a mismatch', () => {
  const one = signed({ curve: 'cryptopro-a', digest: 'gost94-test', layout: 'kz' }, 'box');
  equal(outcome({ ...one, parameters: { ...one.parameters, digest: 'gost94-cryptopro' } }), 'mismatch');
});

test('wrong curve: a key of one curve is off the other', () => {
  const one = signed({ curve: 'tc26-256-a', digest: 'streebog256', layout: 'rfc' }, 'curve');
  equal(outcome({ ...one, parameters: { ...one.parameters, curve: 'cryptopro-a' } }), 'key-off-curve');
});

test('a digest of zero counts as one', () => {
  const parameters: GostParameters = { curve: 'cryptopro-a', digest: 'gost94-test', layout: 'rfc' };
  const secret = seededScalar('zero', GOST_CURVES['cryptopro-a'].q);
  const key = gostPublicKey('cryptopro-a', secret);
  const zero = new Uint8Array(32);
  const one = Uint8Array.of(1, ...new Uint8Array(31));
  const value = signGostDigest(parameters, secret, zero);
  deepEqual(verifyGostDigest(parameters, key, zero, value), VALID);
  deepEqual(verifyGostDigest(parameters, key, one, value), VALID);
  deepEqual(verifyGostDigest(parameters, key, one.subarray(1), value), {
    valid: false,
    reason: 'digest-length',
  });
});

test('rows: identifiers select one row each, and every row signs and verifies', () => {
  equal(new Set(GOST_ROWS.map(({ id }) => id)).size, GOST_ROWS.length);
  const selectors = GOST_ROWS.map(
    ({ key, signature }) => `${key.algorithm} ${key.parameters} ${signature.certificate}`,
  );
  equal(new Set(selectors).size, GOST_ROWS.length);
  for (const { id, parameters, provenance, unverified } of GOST_ROWS) {
    equal(outcome(signed(parameters, id)), true, id);
    equal(
      provenance.certainty !== 'unverified' || unverified.length > 0,
      true,
      `${id} says what is unverified`,
    );
  }
});
