/**
 * CMS put together field by field, for cases in which one of them is wrong.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5652#section-5.3 RFC 5652, section 5.3}
 * @module
 */
import * as asn1js from 'asn1js';
import type { Product, SuiteId } from '../../../model/claim';
import { TamgaError } from '../../../model/error';
import { decode, encode, explicit, opaque, sequence, sorted } from '../../asn1';
import { signedData, signerInfoFields } from '../../cms';
import { attributeOf, CMS, signedAttributes } from '../../cms-attributes';
import type { Identity } from '../../forged';
import { layoutOf, type Made } from '../../product';
import { signWith } from '../../signing';
import { timeStampOver } from '../../time-stamp';
import { timeline } from '../../timeline';
import { type CaseRequest, type ForgedCase, productOf } from '../case';
import { hierarchyOf } from '../signed';

export interface RawParts {
  /** Of the SignedData; id-data unless named. */
  readonly contentType?: string;
  /** What is handed on as the content. */
  readonly content?: (content: Uint8Array) => Uint8Array;
  /** Whole attributes in DER order; null: no signed attributes at all. */
  readonly attributes?: (usual: readonly Uint8Array[]) => readonly Uint8Array[] | null;
  /** As they stand, in place of the order of DER. */
  readonly unsorted?: true;
  readonly signatureValue?: (value: Uint8Array, signed: Uint8Array) => Uint8Array;
  /** DER of the AlgorithmIdentifier. */
  readonly digestAlgorithm?: (usual: Uint8Array) => Uint8Array;
  readonly signatureAlgorithm?: (usual: Uint8Array) => Uint8Array;
  readonly certificates?: (usual: readonly Uint8Array[], request: CaseRequest) => readonly Uint8Array[];
  /** The certificate that the sid names. */
  readonly sid?: (request: CaseRequest) => Uint8Array;
  readonly unsigned?: (signatureValue: Uint8Array, request: CaseRequest) => readonly Uint8Array[];
  /** Of the SignerInfo, in place of the identity's own. */
  readonly identity?: (request: CaseRequest) => Identity;
  readonly file?: (file: Uint8Array) => Uint8Array;
}

/** CMS and CAdES up to level B-T. */
function isPlainCms({ format, level }: Product): boolean {
  return format === 'CMS' || (format === 'CAdES' && (level === 'B-B' || level === 'B-T'));
}

export function raw(
  id: string,
  parts: RawParts | ((request: CaseRequest) => RawParts),
  existsFor: (product: Product) => boolean = isPlainCms,
): ForgedCase {
  return {
    id,
    existsFor: (product) => isPlainCms(product) && existsFor(product),
    mint: (request) => signRaw(request, typeof parts === 'function' ? parts(request) : parts),
  };
}

function signRaw(request: CaseRequest, parts: RawParts): Made {
  const { product, document } = request;
  const usual = productOf(request, 'good', ({ recent }) => recent);
  const identity = parts.identity?.(request) ?? usual.identity;
  const layout = layoutOf(product);
  const { suite } = identity;
  const attributes = changedAttributes(request, identity, parts);
  const signed = attributes ?? document;
  const value = signWith(suite, identity.key, signed);
  const signatureValue = parts.signatureValue?.(value, signed) ?? value;
  const stamp = timeStampOver(hierarchyOf(request), usual.times.stamped);
  const unsigned = [
    ...(layout.timeStamped ? [attributeOf(CMS.signatureTimeStamp, stamp(signatureValue))] : []),
    ...(parts.unsigned?.(signatureValue, request) ?? []),
  ];
  const info = signerInfoOf(request, parts, { identity, attributes, signatureValue, unsigned });
  const certificates = [identity.certificate, ...identity.chain];
  const content = parts.content?.(document) ?? document;
  const file = signedData({
    digestSuites: [suite],
    contentType: parts.contentType ?? CMS.data,
    content: product.packaging === 'attached' ? content : null,
    certificates: parts.certificates?.(certificates, request) ?? certificates,
    revocation: [],
    signerInfos: [info],
    indefiniteLength: false,
  });
  const signature = parts.file?.(file) ?? file;
  return { signature, content: product.packaging === 'attached' ? null : content };
}

function changedAttributes(
  request: CaseRequest,
  { suite, certificate }: Identity,
  parts: RawParts,
): Uint8Array | null {
  const { product, document, state } = request;
  const whole = signedAttributes({
    suite,
    content: document,
    signingTime: timeline(state.instant).recent.claimed,
    signingCertificate: layoutOf(product).namesCertificate ? certificate : null,
  });
  const list = elementsOf(whole);
  const changed = parts.attributes === undefined ? list : parts.attributes(list);
  if (changed === null) return null;
  const ordered = parts.unsorted ? changed : sorted(changed);
  return encode(new asn1js.Set({ value: ordered.map(opaque) }));
}

interface InfoFields {
  readonly identity: Identity;
  readonly attributes: Uint8Array | null;
  readonly signatureValue: Uint8Array;
  readonly unsigned: readonly Uint8Array[];
}

const EMPTY_SET = Uint8Array.of(0x31, 0);
const [ATTRIBUTES, DIGEST, ALGORITHM] = [3, 2, 4];

function signerInfoOf(
  request: CaseRequest,
  parts: RawParts,
  { identity, attributes, signatureValue, unsigned }: InfoFields,
): Uint8Array {
  const suite: SuiteId = identity.suite;
  const signer = parts.sid?.(request) ?? identity.certificate;
  const fields = signerInfoFields({
    suite,
    signer,
    signedAttributes: attributes ?? EMPTY_SET,
    signatureValue,
  }).flatMap((field, at) => {
    if (at === ATTRIBUTES) return attributes === null ? [] : [field];
    if (at === DIGEST) return [parts.digestAlgorithm?.(field) ?? field];
    return [at === ALGORITHM ? (parts.signatureAlgorithm?.(field) ?? field) : field];
  });
  const last = unsigned.length === 0 ? [] : [explicit(1, ...sorted(unsigned).map(opaque))];
  return encode(sequence(...fields.map(opaque), ...last));
}

/** The elements of a SET or SEQUENCE as they stand. */
export function elementsOf(der: Uint8Array): readonly Uint8Array[] {
  const node = decode(der);
  if (!(node instanceof asn1js.Set) && !(node instanceof asn1js.Sequence)) {
    throw new TamgaError('TAMGA-E-DER', 'neither a SET nor a SEQUENCE');
  }
  return node.valueBlock.value.map((one) => one.valueBeforeDecodeView);
}

/** The attribute of a type among others. */
export function isOf(type: string): (attribute: Uint8Array) => boolean {
  const start = Buffer.from(encode(new asn1js.ObjectIdentifier({ value: type })));
  return (attribute) =>
    Buffer.from(attribute).indexOf(start) >= 0 && Buffer.from(attribute).indexOf(start) <= 4;
}
