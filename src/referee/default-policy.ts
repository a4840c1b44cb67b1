/**
 * The algorithm policy that applies where nobody gives another: the catalogue of TS 119 312 as verifiers in the field apply it.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_ts/119300_119399/119312/ TS 119 312}
 * @module
 */
import type { AlgorithmPolicy } from '../model/policy';

export const DEFAULT_POLICY: AlgorithmPolicy = {
  id: 'ts-119-312',
  digests: {
    md5: '2004-08-01',
    ripemd160: '2014-08-01',
    sha1: '2012-08-01',
    sha224: '2029-01-01',
    sha256: null,
    sha384: null,
    sha512: null,
    'sha3-256': null,
    'sha3-384': null,
    'sha3-512': null,
  },
  keys: {
    'rsa-pkcs1': [
      { minimumBits: 1900, until: '2029-01-01' },
      { minimumBits: 1024, until: '2019-10-01' },
      { minimumBits: 786, until: '2010-08-01' },
    ],
    'rsa-pss': [
      { minimumBits: 3000, until: null },
      { minimumBits: 1900, until: '2029-01-01' },
      { minimumBits: 1024, until: '2019-10-01' },
      { minimumBits: 786, until: '2010-08-01' },
    ],
    ecdsa: [
      { minimumBits: 256, until: null },
      { minimumBits: 224, until: '2021-10-01' },
      { minimumBits: 160, until: '2012-08-01' },
    ],
  },
};
