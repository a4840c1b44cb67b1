import assert from 'node:assert/strict';
import test from 'node:test';
import { derive, deriveSerial, fromInteger, stream, toInteger } from './stream';

test('a label has its own bytes, the same every time', () => {
  assert.deepEqual(derive('tamga', 'a', 40), derive('tamga', 'a', 40));
  assert.notDeepEqual(derive('tamga', 'a', 40), derive('tamga', 'b', 40));
  assert.notDeepEqual(derive('tamga', 'a', 40), derive('other', 'a', 40));
});

test('the stream does not depend on how it is read', () => {
  const whole = stream('tamga', 'pieces').bytes(200);
  const pieces = stream('tamga', 'pieces');
  const read = Buffer.concat([pieces.bytes(1), pieces.bytes(63), pieces.bytes(70), pieces.bytes(66)]);
  assert.deepEqual(new Uint8Array(read), whole);
});

test('the bytes are those of HKDF-SHA512 and HMAC-SHA512 over a counter, for ever', () => {
  assert.equal(Buffer.from(derive('tamga', 'known', 16)).toString('hex'), '79119ad637d911d71356600686aebd2e');
});

test('an integer stays below its limit', () => {
  const random = stream('tamga', 'integers');
  for (let i = 0; i < 200; i += 1) assert.ok(random.integerBelow(7n) < 7n);
});

test('a serial number is positive and has sixteen bytes', () => {
  const serial = deriveSerial('tamga', 'x');
  assert.ok(serial >= 1n << 126n && serial < 1n << 127n);
});

test('integers go to bytes and back', () => {
  assert.deepEqual(fromInteger(258n, 4), new Uint8Array([0, 0, 1, 2]));
  assert.equal(toInteger(new Uint8Array([0, 0, 1, 2])), 258n);
  assert.equal(toInteger(new Uint8Array()), 0n);
});
