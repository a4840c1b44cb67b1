/**
 * The signature service inside a simulated state: its test keys, and time-stamps fetched from its own authority.
 *
 * @module
 */
import { SUITES, suiteById } from '../crypto/suites';
import { assemble } from '../forge/cms';
import { signedAttributes } from '../forge/cms-attributes';
import type { ForgedState, Identity } from '../forge/forged';
import type { LongTermTimes } from '../forge/long-term';
import { isLaidOutAsCms, layoutOf, signProduct } from '../forge/product';
import { signWith } from '../forge/signing';
import { imprintAlgorithm } from '../forge/time-stamp';
import type { Product, SuiteId } from '../model/claim';
import { TamgaError } from '../model/error';
import type { Profile } from '../model/profile';
import type { Fetcher } from '../net/fetch-url';
import { fetchTimeStamp } from './time-stamp-client';

export interface SigningOrder extends Product {
  readonly identity: Identity;
  readonly document: Uint8Array;
  readonly documentName: string;
  readonly signingTime: Date;
}

export interface Signer {
  /** What the profile claims to sign with. */
  readonly suites: readonly SuiteId[];
  identity(suite: SuiteId): Identity;
  /** What the signature value is calculated over: DER of the signed attributes, canonical SignedInfo, JWS signing input. */
  toSign(order: SigningOrder): Uint8Array;
  value(identity: Identity, suite: SuiteId, data: Uint8Array): Uint8Array;
  assembled(order: SigningOrder, signatureValue: Uint8Array): Promise<Uint8Array>;
}

export function createSigner(profile: Profile, state: ForgedState, fetcher: Fetcher): Signer {
  const stamp = (hierarchy: ForgedState, signatureValue: Uint8Array): Promise<Uint8Array> =>
    fetchTimeStamp(fetcher, `${hierarchy.url}/tsa`, signatureValue, imprintAlgorithm(hierarchy));

  return {
    suites: claimedSuites(profile),
    identity: (suite) => state.signer(suite),
    toSign: (order) => (isLaidOutAsCms(order) ? attributesOf(order) : whatIsSigned(order, state)),
    value: (identity, suite, data) => signWith(suite, identity.key, data),
    async assembled(order, signatureValue) {
      if (!isLaidOutAsCms(order)) return productOf(order, state, () => signatureValue);
      const { identity, suite, packaging, document } = order;
      const layout = layoutOf(order);
      const hierarchy = state.hierarchyOf(suite);
      return assemble({
        suite,
        signedAttributes: attributesOf(order),
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

function attributesOf(order: SigningOrder): Uint8Array {
  const { suite, document, signingTime, identity } = order;
  const signingCertificate = layoutOf(order).namesCertificate ? identity.certificate : null;
  return signedAttributes({ suite, content: document, signingTime, signingCertificate });
}

/** The whole product, with the value from elsewhere. All that follows the signature follows it within the same second. */
function productOf(
  order: SigningOrder,
  state: ForgedState,
  sign: (data: Uint8Array) => Uint8Array,
): Uint8Array {
  const { identity, document, documentName, signingTime, format, level, packaging, suite } = order;
  const { instant } = state;
  const { spki } = identity.key;
  const times: LongTermTimes = {
    claimed: signingTime,
    stamped: instant,
    validated: instant,
    archived: [{ time: instant }],
  };
  return signProduct({
    state,
    product: { format, level, packaging, suite },
    document,
    documentName,
    identity: { ...identity, suite, key: { kind: 'remote', spki, sign } },
    times,
  }).signature;
}

/** The product is begun, and left where its value is wanted. */
function whatIsSigned(order: SigningOrder, state: ForgedState): Uint8Array {
  try {
    productOf(order, state, (data) => {
      throw new Wanted(data);
    });
  } catch (error) {
    if (error instanceof Wanted) return error.data;
    throw error;
  }
  throw new TamgaError('TAMGA-E-INTERNAL', `nothing was signed as ${order.format}`);
}

class Wanted extends Error {
  readonly data: Uint8Array;

  constructor(data: Uint8Array) {
    super('a signature value is wanted');
    this.data = data;
  }
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
