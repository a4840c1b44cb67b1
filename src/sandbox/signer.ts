/**
 * The signature service inside a simulated state: its test keys, and time-stamps fetched from its own authority.
 *
 * @module
 */
import { SUITES, suiteById } from '../crypto/suites';
import { assemble } from '../forge/cms';
import { signedAttributes } from '../forge/cms-attributes';
import type { ForgedState, Identity } from '../forge/forged';
import { layoutOf } from '../forge/product';
import { signWith } from '../forge/signing';
import { imprintAlgorithm } from '../forge/time-stamp';
import type { Product, SuiteId } from '../model/claim';
import type { Profile } from '../model/profile';
import type { Fetcher } from '../net/fetch-url';
import { fetchTimeStamp } from './time-stamp-client';

export interface SigningOrder extends Product {
  readonly identity: Identity;
  readonly document: Uint8Array;
  readonly signingTime: Date;
}

export interface Signer {
  /** What the profile claims to sign with. */
  readonly suites: readonly SuiteId[];
  identity(suite: SuiteId): Identity;
  /** The DER SET OF that is signed. */
  attributes(order: SigningOrder): Uint8Array;
  value(identity: Identity, suite: SuiteId, data: Uint8Array): Uint8Array;
  assembled(order: SigningOrder, signatureValue: Uint8Array): Promise<Uint8Array>;
}

export function createSigner(profile: Profile, state: ForgedState, fetcher: Fetcher): Signer {
  function attributes(order: SigningOrder): Uint8Array {
    const { suite, document, signingTime, identity } = order;
    const signingCertificate = layoutOf(order).namesCertificate ? identity.certificate : null;
    return signedAttributes({ suite, content: document, signingTime, signingCertificate });
  }

  const stamp = (hierarchy: ForgedState, signatureValue: Uint8Array): Promise<Uint8Array> =>
    fetchTimeStamp(fetcher, `${hierarchy.url}/tsa`, signatureValue, imprintAlgorithm(hierarchy));

  return {
    suites: claimedSuites(profile),
    identity: (suite) => state.signer(suite),
    attributes,
    value: (identity, suite, data) => signWith(suite, identity.key, data),
    async assembled(order, signatureValue) {
      const { identity, suite, packaging, document } = order;
      const layout = layoutOf(order);
      const hierarchy = state.hierarchyOf(suite);
      return assemble({
        suite,
        signedAttributes: attributes(order),
        signatureValue,
        signer: identity.certificate,
        certificates: [identity.certificate, ...identity.chain],
        content: packaging === 'attached' ? document : null,
        timeStamp: layout.timeStamped ? await stamp(hierarchy, signatureValue) : null,
        indefiniteLength: layout.own && state.profile.indefiniteLength,
      });
    },
  };
}

/** The suites that a key signs with, whatever the digest: `ecdsa-p384` signs SHA-256 too. */
export function suitesOfKey(suite: SuiteId): readonly SuiteId[] {
  const own = suiteById(suite);
  return SUITES.filter((row) => row.family === own?.family && row.key === own.key).map(({ id }) => id);
}

function claimedSuites(profile: Profile): readonly SuiteId[] {
  const signing = profile.claims.filter((claim) => claim.role === 'sign');
  return [...new Set(signing.flatMap((claim) => claim.suites))];
}
