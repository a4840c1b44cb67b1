/**
 * Endpoints that are honest in another way than most: nobody may accuse them.
 *
 * @module
 */
import type { Role } from '../model/claim';
import type { AlgorithmPolicy, TimeModel } from '../model/policy';
import type { Profile } from '../model/profile';

export interface HonestVariant {
  readonly id: string;
  readonly role: Role;
  /** One sentence. */
  readonly does: string;
  /** What the profile declares otherwise. */
  readonly profile?: (usual: Profile) => Profile;
  /** A way of the sandbox that is no lie. */
  readonly behaviour?: string;
}

export const HONEST_VARIANTS: readonly HonestVariant[] = [
  {
    id: 'strict-algorithms',
    role: 'verify',
    does: 'Declares that it takes no RSA below 3072 bits and no curve below 384.',
    profile: withPolicy((policy) => ({
      ...policy,
      id: 'strict',
      keys: {
        ...policy.keys,
        'rsa-pkcs1': [{ minimumBits: 3072, until: null }],
        ecdsa: [{ minimumBits: 384, until: null }],
      },
    })),
  },
  {
    id: 'strict-level',
    role: 'verify',
    does: 'Declares that it takes signatures with a time-stamp only.',
    profile: withPolicy((policy) => ({ ...policy, id: 'strict-level', requiredLevel: 'B-T' })),
  },
  {
    id: 'strict-revocation',
    role: 'verify',
    does: 'Declares that revocation data may be an hour old at most.',
    profile: withPolicy((policy) => ({ ...policy, id: 'strict-revocation', revocationMaximumAgeHours: 1 })),
  },
  {
    id: 'lax-algorithms',
    role: 'verify',
    does: 'Declares that it takes SHA-1 and short RSA keys.',
    profile: withPolicy((policy) => ({
      ...policy,
      id: 'lax',
      digests: { ...policy.digests, sha1: null },
      keys: { ...policy.keys, 'rsa-pkcs1': [{ minimumBits: 1024, until: null }] },
    })),
  },
  {
    id: 'national',
    role: 'verify',
    does: 'Declares that it accepts its own anchors and nobody else’s.',
    profile: (usual) => ({ ...usual, trust: { ...usual.trust, accepts: [usual.code] } }),
  },
  {
    id: 'judges-now',
    role: 'verify',
    does: 'Declares that it judges at the present.',
    profile: withTimeModel('now'),
  },
  {
    id: 'judges-at-claimed-time',
    role: 'verify',
    does: 'Declares that it judges at the time that the signer claims.',
    profile: withTimeModel('claimed'),
  },
  { id: 'slow', role: 'verify', does: 'Answers right, after a while.', behaviour: 'slow' },
  { id: 'slow-signer', role: 'sign', does: 'Signs right, after a while.', behaviour: 'slow-signer' },
  {
    id: 'writes-ber',
    role: 'sign',
    does: 'Writes CMS in BER with indefinite lengths.',
    behaviour: 'writes-ber',
  },
];

function withPolicy(change: (policy: AlgorithmPolicy) => AlgorithmPolicy): (usual: Profile) => Profile {
  return (usual) => ({ ...usual, algorithms: change(usual.algorithms) });
}

function withTimeModel(timeModel: TimeModel): (usual: Profile) => Profile {
  return (usual) => ({ ...usual, timeModel });
}
