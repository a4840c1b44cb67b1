/**
 * Signs a document as one product of a claim: format, level, packaging, suite.
 *
 * @module
 */
import type { Suite } from '../crypto/suites';
import type { Format, Packaging, Product, SuiteId } from '../model/claim';
import { TamgaError } from '../model/error';
import { signAsicProduct } from './asic/product';
import { signCadesLongTerm } from './cades-long-term';
import { type Assembly, assemble } from './cms';
import { signedAttributes } from './cms-attributes';
import type { ForgedState, Identity } from './forged';
import { signJwsProduct } from './jades/product';
import { impossible } from './legality';
import { signPdfProduct } from './pades/product';
import { knownSuite, signAs } from './signing';
import { timeStampOver } from './time-stamp';
import type { SigningTimes } from './timeline';
import { signXmlProduct } from './xades/product';

/** How a product is laid out as CMS: what sandbox signers assemble, too. */
export interface Layout {
  /** signing-certificate-v2 is what makes CMS CAdES. */
  readonly namesCertificate: boolean;
  readonly timeStamped: boolean;
  /** The state's own product may be BER with indefinite lengths. */
  readonly own: boolean;
}

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
  /** As a container or a reference names it; a name by its kind unless given. */
  readonly documentName?: string;
  readonly identity: Identity;
  readonly times: SigningTimes;
}

export interface Made {
  readonly signature: Uint8Array;
  /** Null where the signature carries it. */
  readonly content: Uint8Array | null;
}

type Maker = (request: ProductRequest, deviation: Deviation) => Made;

/** Who makes a format; the forge has no other. */
const MAKERS: Readonly<Partial<Record<Format, Maker>>> = {
  CMS: signAsCms,
  CAdES: (request, deviation) =>
    isLaidOutAsCms(request.product) ? signAsCms(request, deviation) : signAsCades(request, deviation),
  XMLDSig: signXmlProduct,
  XAdES: signXmlProduct,
  PDF: signPdfProduct,
  PAdES: signPdfProduct,
  JWS: signJwsProduct,
  JAdES: signJwsProduct,
  'ASiC-S/CAdES': signAsicProduct,
  'ASiC-S/XAdES': signAsicProduct,
  'ASiC-E/CAdES': signAsicProduct,
  'ASiC-E/XAdES': signAsicProduct,
};

export function makes(product: Product): boolean {
  return MAKERS[product.format] !== undefined && impossible(product) === null;
}

export function signProduct(request: ProductRequest, deviation: Deviation = {}): Made {
  const { product } = request;
  const why = impossible(product);
  const make = MAKERS[product.format];
  if (why === null && make !== undefined) return make(request, deviation);
  const { format, level, packaging, suite } = product;
  throw new TamgaError(
    'TAMGA-E-MINT',
    `the forge does not make ${format} ${level}, ${packaging}, with ${suite}`,
    {
      hint: why ?? `It makes ${Object.keys(MAKERS).join(', ')}.`,
    },
  );
}

function signAsCades(request: ProductRequest, deviation: Deviation): Made {
  const { level, packaging } = request.product;
  if (level === 'none' || !isCmsPackaging(packaging)) {
    throw new TamgaError('TAMGA-E-MINT', `no CAdES at level ${level}, ${packaging}`);
  }
  return signCadesLongTerm({ ...request, level, packaging }, deviation);
}

function isCmsPackaging(packaging: Packaging): packaging is 'attached' | 'detached' {
  return packaging === 'attached' || packaging === 'detached';
}

function signAsCms(request: ProductRequest, deviation: Deviation): Made {
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

export function isLaidOutAsCms({ format, level }: Pick<Product, 'format' | 'level'>): boolean {
  return LAYOUTS.has(`${format}/${level}`);
}

export function layoutOf(product: Pick<Product, 'format' | 'level'>): Layout {
  const layout = LAYOUTS.get(`${product.format}/${product.level}`);
  if (layout !== undefined) return layout;
  throw new TamgaError(
    'TAMGA-E-MINT',
    `${product.format} at level ${product.level} is not laid out as CMS from its attributes`,
    {
      hint: `So are ${[...LAYOUTS.keys()].join(', ')}.`,
    },
  );
}
