import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { TamgaError } from '../model/error';
import { readAnchorFile } from './anchors';
import { folderOf } from './testing-profiles';

/** Anchors are opaque here: any DER SEQUENCE will do. */
const FIRST = Buffer.from([0x30, 0x03, 0x02, 0x01, 0x01]);
const SECOND = Buffer.concat([Buffer.from([0x30, 0x81, 0x83, 0x04, 0x81, 0x80]), Buffer.alloc(128)]);

function pem(der: Uint8Array, label = 'CERTIFICATE'): string {
  return `-----BEGIN ${label}-----\n${Buffer.from(der).toString('base64')}\n-----END ${label}-----\n`;
}

test('a DER file is one anchor, a PEM file as many as it has blocks', (t) => {
  const folder = folderOf(t, {
    'one.cer': FIRST,
    'two.pem': `subject=A\n${pem(FIRST)}subject=B\n${pem(SECOND).replaceAll('\n', '\r\n')}`,
  });
  assert.deepEqual(readAnchorFile(join(folder, 'one.cer')), [FIRST]);
  assert.deepEqual(readAnchorFile(join(folder, 'two.pem')).map(Buffer.from), [FIRST, SECOND]);
});

test('everything else is refused by name', (t) => {
  const files = {
    empty: '',
    text: 'no certificate',
    longer: Buffer.concat([FIRST, FIRST]),
    shorter: SECOND.subarray(0, 9),
    integer: Buffer.from([0x02, 0x01, 0x01]),
    'key.pem': pem(FIRST) + pem(FIRST, 'PRIVATE KEY'),
    'broken.pem': pem(FIRST).replace('MAMC', '!'),
    'half.pem': pem(FIRST).slice(0, -9),
    huge: Buffer.alloc(256 * 1024 + 1),
  };
  const folder = folderOf(t, files);
  for (const name of [...Object.keys(files), 'none'])
    assert.throws(
      () => readAnchorFile(join(folder, name)),
      (error) =>
        error instanceof TamgaError &&
        error.code === 'TAMGA-E-TRUST-READ' &&
        error.message.startsWith(join(folder, name)),
      name,
    );
});
