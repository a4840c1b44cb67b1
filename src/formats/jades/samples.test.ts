import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { requirePeer } from '../../testing/peers';
import { NO_SAMPLES, readSample, requireSamples, sampleRows } from '../../testing/samples';
import type { SignatureFacts } from '../facts';
import { readJws } from './read';
import { imprintMatches, isIntact, readableOf } from './testing-intact';

interface Sample {
  readonly file: string;
  readonly intact: boolean;
  readonly signatures: readonly SignatureFacts[];
}

function samples(t: TestContext): readonly Sample[] {
  if (!requireSamples(t)) return [];
  return sampleRows()
    .filter(({ format }) => format === 'JAdES')
    .map(({ file, intact }) => ({
      file,
      intact,
      signatures: readableOf(readJws(readSample(file), []).signatures),
    }));
}

test('the JAdES samples of other projects are as intact as they say', (t) => {
  for (const { file, intact, signatures } of samples(t)) {
    assert.ok(signatures.length > 0, file);
    for (const signature of signatures) {
      assert.equal(signature.format, 'JAdES', file);
      assert.equal(isIntact(signature), intact, `${file} ${signature.id}`);
    }
  }
});

/** What their makers did to them is in their names. */
const ODD: ReadonlyMap<string, readonly string[]> = new Map([
  ['jades/jades-b-iat-and-sigt.json', ['jws.signing-time']],
  ['jades/jades-with-extra-crit-entry.json', ['jws.critical-form']],
  ['jades/jades-with-notbefore-header-in-crit.json', ['jws.unknown-critical']],
  ['jades/jades-wrong-etsiu-type.json', ['jws.unsigned-form']],
]);

test('what is odd about the samples is told, and nothing of the others', (t) => {
  for (const { file, signatures } of samples(t)) {
    const kinds = signatures.flatMap(({ oddities }) => oddities.map(({ kind }) => kind));
    assert.deepEqual(kinds, ODD.get(file) ?? [], file);
  }
});

/** Time-stamps that were copied from another signature, or made over the wrong octets. */
const FOREIGN: ReadonlyMap<string, readonly string[]> = new Map([
  ['jades/jades-t-copied-sigtst.json', ['signer-1 sigTst']],
  ['jades/jades-two-sigs-copied-tst.json', ['signer-2 sigTst']],
  ['jades/jades-with-sigandrefstst-without-dot.json', ['signer-1 sigRTst', 'signer-1 sigRTst']],
]);

test('the time-stamps of the samples are over what TS 119 182-1 says', (t) => {
  let stamps = 0;
  for (const { file, signatures } of samples(t)) {
    const foreign = signatures.flatMap(({ id, contentTimeStamps, timeStamps }) => {
      const all = [...contentTimeStamps, ...timeStamps];
      stamps += all.length;
      return all.filter((stamp) => !imprintMatches(stamp)).map(({ name }) => `${id} ${name}`);
    });
    assert.deepEqual(foreign, FOREIGN.get(file) ?? [], file);
  }
  if (NO_SAMPLES === false) assert.ok(stamps > 10);
});

test('OpenSSL computes the same over the same octets', (t) => {
  if (!requirePeer('openssl', t)) return;
  const folder = mkdtempSync(join(tmpdir(), 'tamga-jws-'));
  try {
    for (const { file, intact, signatures } of samples(t)) {
      const [signature] = signatures;
      const [certificate] = signature?.signer.certificates ?? [];
      if (signature?.algorithm.by !== 'jwa' || !/^RS/.test(signature.algorithm.name)) continue;
      assert.ok(certificate !== undefined && signature.signedBytes !== null, file);
      const key = new X509Certificate(certificate).publicKey;
      writeFileSync(join(folder, 'key.pem'), key.export({ format: 'pem', type: 'spki' }));
      writeFileSync(join(folder, 'value'), signature.value);
      writeFileSync(join(folder, 'data'), Buffer.concat([...signature.signedBytes]));
      const digest = `-sha${signature.algorithm.name.slice(2)}`;
      const args = ['dgst', digest, '-verify', 'key.pem', '-signature', 'value', 'data'];
      assert.equal(spawnSync('openssl', args, { cwd: folder }).status === 0, intact, file);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
