/**
 * Signs a document as one product of a claim: format, level, packaging, suite.
 *
 * @module
 */
import type { Suite } from '../crypto/suites';
import type { Product, SuiteId } from '../model/claim';
import { TamgaError } from '../model/error';
import { type Assembly, assemble } from './cms';
import { signedAttributes } from './cms-attributes';
import type { ForgedState, Identity } from './forged';
import { knownSuite, signAs } from './signing';
import { timeStampOver } from './time-stamp';
import type { SigningTimes } from './timeline';

/** How a product is laid out as CMS. */
export interface Layout {
  /** signing-certificate-v2 is what makes CMS CAdES. */
  readonly namesCertificate: boolean;
  readonly timeStamped: boolean;
  /** The state's own product may be BER with indefinite lengths. */
  readonly own: boolean;
}

/** By format and level; what has no row the forge does not make. */
const LAYOUTS: ReadonlyMap<string, Layout> = new Map([
  ['CAdES/B-B', { namesCertificate: true, timeStamped: false, own: false }],
  ['CAdES/B-T', { namesCertificate: true, timeStamped: true, own: false }],
  // The national product carries a signature time-stamp although no baseline level asks for one.
  ['CMS/none', { namesCertificate: false, timeStamped: true, own: true }],
]);

/** What a case may change on the way to an otherwise correct signature. */
export interface Deviation {
  /** The content that is handed on, in place of the one that was signed. */
  readonly content?: (signed: Uint8Array) => Uint8Array;
  /** Claimed in the attributes that are handed on, in place of the signed one. */
  readonly claimed?: Date;
  /** Before the time-stamp is made over it. */
  readonly signatureValue?: (value: Uint8Array) => Uint8Array;
  /** The certificate that signing-certificate-v2 names, in place of the signer's. */
  readonly signingCertificate?: Uint8Array;
  /** Of the SignerInfo, in place of the identity's own. */
  readonly suite?: SuiteId;
  /** Embedded in place of the signer's certificate and its chain. */
  readonly certificates?: readonly Uint8Array[];
  /** Makes the token, in place of the authority of the signer's hierarchy. */
  readonly timeStamp?: (signatureValue: Uint8Array) => Uint8Array;
  /** In place of what the state's product does. */
  readonly indefiniteLength?: boolean;
  /** What is calculated with in place of the suite's row; identifiers stay those of the suite. */
  readonly calculation?: (row: Suite) => Suite;
}

export interface ProductRequest {
  readonly state: ForgedState;
  readonly product: Product;
  readonly document: Uint8Array;
  readonly identity: Identity;
  readonly times: SigningTimes;
}

export interface Made {
  readonly signature: Uint8Array;
  /** Null where the signature carries it. */
  readonly content: Uint8Array | null;
}

export function makes(product: Pick<Product, 'format' | 'level'>): boolean {
  return LAYOUTS.has(`${product.format}/${product.level}`);
}

export function signProduct(request: ProductRequest, deviation: Deviation = {}): Made {
  const { state, product, document, identity, times } = request;
  const layout = layoutOf(product);
  const suite = deviation.suite ?? identity.suite;
  const row = deviation.calculation?.(knownSuite(suite)) ?? knownSuite(suite);
  const named = layout.namesCertificate ? (deviation.signingCertificate ?? identity.certificate) : null;
  const attributes = (claimed: Date): Uint8Array =>
    signedAttributes({
      suite,
      content: document,
      signingTime: claimed,
      signingCertificate: named,
      digest: row.digest,
    });

  const signed = attributes(times.claimed);
  const value = signAs(row, identity.key, signed);
  const signatureValue = deviation.signatureValue?.(value) ?? value;
  const content = deviation.content?.(document) ?? document;
  const stamp = deviation.timeStamp ?? timeStampOver(state.hierarchyOf(identity.suite), times.stamped);
  const assembly: Assembly = {
    suite,
    signedAttributes: deviation.claimed === undefined ? signed : attributes(deviation.claimed),
    signatureValue,
    signer: identity.certificate,
    certificates: deviation.certificates ?? [identity.certificate, ...identity.chain],
    content: product.packaging === 'attached' ? content : null,
    timeStamp: layout.timeStamped ? stamp(signatureValue) : null,
    indefiniteLength: deviation.indefiniteLength ?? (layout.own && state.profile.indefiniteLength),
  };
  return { signature: assemble(assembly), content: product.packaging === 'attached' ? null : content };
}

export function layoutOf(product: Pick<Product, 'format' | 'level'>): Layout {
  const layout = LAYOUTS.get(`${product.format}/${product.level}`);
  if (layout !== undefined) return layout;
  throw new TamgaError(
    'TAMGA-E-MINT',
    `the forge does not make ${product.format} at level ${product.level}`,
    {
      hint: `It makes ${[...LAYOUTS.keys()].join(', ')}.`,
    },
  );
}
