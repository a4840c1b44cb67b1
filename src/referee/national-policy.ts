/**
 * The default policy and, without an end date, every national suite of the table: for who has to judge what states sign with.
 *
 * @module
 */
import { SUITES } from '../crypto/suites';
import type { AlgorithmPolicy } from '../model/policy';
import { DEFAULT_POLICY } from './default-policy';

const NATIONAL = SUITES.filter(({ family }) => family === 'gost');

export const NATIONAL_POLICY: AlgorithmPolicy = {
  id: 'national',
  digests: {
    ...DEFAULT_POLICY.digests,
    ...Object.fromEntries(NATIONAL.map(({ digest }) => [digest, null])),
  },
  // RFC 7091 and RFC 7836: no curve of the table is shorter.
  keys: { ...DEFAULT_POLICY.keys, gost: [{ minimumBits: 256, until: null }] },
};
