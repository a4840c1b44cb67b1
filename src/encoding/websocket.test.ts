import { deepEqual, equal, throws } from 'node:assert/strict';
import { describe, test } from 'node:test';
import { acceptValue, createMessageReader, encodeFrame, OPCODE, type SocketEvent } from './websocket';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
const CLIENT = { masked: false, maxBytes: 70_000 };
const SERVER = { masked: true, maxBytes: 70_000 };
const HELLO: SocketEvent = { kind: 'text', text: 'Hello' };

test('the handshake of RFC 6455 section 1.3', () => {
  equal(acceptValue('dGhlIHNhbXBsZSBub25jZQ=='), 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=');
});

describe('the examples of RFC 6455 section 5.7', () => {
  test('unmasked and masked text', () => {
    deepEqual(createMessageReader(CLIENT).push(hex('81 05 48 65 6c 6c 6f')), [HELLO]);
    deepEqual(createMessageReader(SERVER).push(hex('81 85 37 fa 21 3d 7f 9f 4d 51 58')), [HELLO]);
    deepEqual(encodeFrame(OPCODE.text, Buffer.from('Hello'), null), hex('81 05 48 65 6c 6c 6f'));
    deepEqual(encodeFrame(OPCODE.text, Buffer.from('Hello'), hex('37fa213d')), hex('818537fa213d7f9f4d5158'));
  });

  test('text in fragments, with a ping between', () => {
    const reader = createMessageReader(CLIENT);
    const ping: SocketEvent = { kind: 'ping', payload: Buffer.from('Hello') };
    deepEqual(reader.push(hex('01 03 48 65 6c  89 05 48 65 6c 6c 6f  80 02 6c 6f')), [ping, HELLO]);
  });
});

test('octets one by one, and lengths of every form', () => {
  for (const size of [0, 125, 126, 65_535, 65_536]) {
    const text = 'x'.repeat(size);
    const frame = encodeFrame(OPCODE.text, Buffer.from(text), hex('01020304'));
    deepEqual(createMessageReader(SERVER).push(frame), [{ kind: 'text', text }]);
  }
  const reader = createMessageReader(CLIENT);
  const events = [...encodeFrame(OPCODE.text, Buffer.from('äöü'), null)].flatMap((octet) =>
    reader.push(Uint8Array.of(octet)),
  );
  deepEqual(events, [{ kind: 'text', text: 'äöü' }]);
});

for (const [what, octets, code, words] of [
  ['a reserved bit', '91 00', 'TAMGA-E-PROTOCOL', /reserved bit/],
  ['a mask from a server', '81 85 37 fa 21 3d 7f 9f 4d 51 58', 'TAMGA-E-PROTOCOL', /masked/],
  ['binary', '82 00', 'TAMGA-E-PROTOCOL', /binary/],
  ['a reserved kind', '83 00', 'TAMGA-E-PROTOCOL', /reserved kind 3/],
  ['a continuation of nothing', '80 00', 'TAMGA-E-PROTOCOL', /continues none/],
  ['text in text', '01 01 61 81 01 61', 'TAMGA-E-PROTOCOL', /in the midst/],
  ['a length that is too wide', '81 7e 00 05 48', 'TAMGA-E-PROTOCOL', /shortest form/],
  ['a ping in fragments', '09 00', 'TAMGA-E-PROTOCOL', /control frame/],
  ['a long ping', '89 7e 00 7e', 'TAMGA-E-PROTOCOL', null],
  ['no UTF-8', '81 01 ff', 'TAMGA-E-PROTOCOL', /UTF-8/],
  ['an announced length over the limit', '81 7f 00 00 00 00 00 02 00 00', 'TAMGA-E-LIMIT', /70000 bytes/],
] as const) {
  test(`not read: ${what}`, () => {
    const rest = words === null ? Buffer.alloc(126) : Buffer.alloc(0);
    throws(() => createMessageReader(CLIENT).push(Buffer.concat([hex(octets), rest])), {
      code,
      ...(words !== null && { message: words }),
    });
  });
}

test('fragments together are under the limit, too', () => {
  const reader = createMessageReader({ masked: false, maxBytes: 5 });
  reader.push(hex('01 03 61 61 61'));
  throws(() => reader.push(hex('00 03 61 61 61')), { code: 'TAMGA-E-LIMIT' });
});
