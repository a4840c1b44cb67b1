import assert from 'node:assert/strict';
import test from 'node:test';
import { digestByName } from '../../crypto/digests';
import { signCadesLongTerm } from '../../forge/cades-long-term';
import { mintState } from '../../forge/pki';
import { TEST_INSTANT, TEST_PROFILE } from '../../forge/testing-profile';
import { timeStampOver } from '../../forge/time-stamp';
import { timeline } from '../../forge/timeline';
import { TamgaError } from '../../model/error';
import { fuzzCount, seededNumber } from '../../testing/seeded';
import { readCms } from './read';
import { flat } from './testing-samples';

const STATE = mintState('fuzz', TEST_INSTANT, 'KZ', TEST_PROFILE);
const TIMES = timeline(TEST_INSTANT).recent;

/** Everything that is put off until somebody asks. */
function askAll(bytes: Uint8Array): void {
  for (const { contentTimeStamps, timeStamps } of flat(readCms(bytes, [], false).signatures)) {
    for (const one of [...contentTimeStamps, ...timeStamps]) {
      assert.ok(Array.isArray(one.faults));
      assert.ok(Array.isArray(one.proves.timeStamps));
      one.covers(digestByName('sha256'));
    }
  }
}

test('a damaged long-term signature is read or refused, whatever is asked of it', () => {
  const { signature } = signCadesLongTerm({
    state: STATE,
    identity: STATE.signer('ecdsa-p256-sha256'),
    level: 'B-LTA',
    document: Buffer.from('a document'),
    times: TIMES,
    packaging: 'attached',
    counterSigners: [
      {
        identity: STATE.signer('ecdsa-p256-sha256', 'other'),
        signingTime: TIMES.stamped,
        timeStamp: timeStampOver(STATE, TIMES.stamped),
      },
    ],
  });
  let read = 0;
  const rounds = fuzzCount(400, 20_000);
  for (let round = 0; round < rounds; round += 1) {
    const damaged = Uint8Array.from(signature);
    const at = seededNumber(`at ${round}`, damaged.length);
    damaged[at] = seededNumber(`octet ${round}`, 256);
    try {
      askAll(damaged);
      read += 1;
    } catch (error) {
      assert.ok(error instanceof TamgaError, `octet ${at} in round ${round}: ${error}`);
    }
  }
  // Most octets lie in values that nothing looks into here.
  assert.ok(read > rounds / 2 && read < rounds, `${read}`);
});
