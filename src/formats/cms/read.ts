/**
 * A CMS as facts: one signature per SignerInfo, counter-signatures inside it.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5652#section-5 RFC 5652, section 5} and EN 319 122-1
 * @module
 */
import { digestByOid } from '../../crypto/digests';
import { sameBytes } from '../../encoding/bytes';
import type { Format } from '../../model/claim';
import type {
  Coverage,
  Data,
  DetachedContent,
  Reference,
  SignatureEntry,
  SignatureFacts,
  SignedFile,
  SignerHint,
} from '../facts';
import { joinMaterial, type Material } from '../material';
import { chooseContent } from './contents';
import { claimedLevel, isCades } from './level';
import { cmsProperties } from './properties';
import { signaturePolicyOf } from './signature-policy';
import { parseSignedData, type SignedData, type SignerEntry } from './signed-data';
import type { SignerInfo } from './signer-info';
import { cmsTimeStamps, contentTimeStamps } from './time-stamps';
import { materialOf } from './unsigned-facts';

/** `followed`: more than padding stands behind the structure, and nothing in it speaks of that. */
export function readCms(
  bytes: Uint8Array,
  contents: readonly DetachedContent[],
  followed: boolean,
): SignedFile {
  const signedData = parseSignedData(bytes);
  const cades = signedData.signers.some((entry) => entry.readable && isCades(entry.signer));
  const coverage = coverageOf(signedData, contents, followed);
  return {
    format: cades ? 'CAdES' : 'CMS',
    material: embeddedMaterial(signedData),
    signatures: signedData.signers.map((entry, index) =>
      readSigner(entry, {
        id: `signer-${index + 1}`,
        signedData,
        coverage,
        contentOf: (signer) => signedData.content ?? chooseContent(signer, contents),
      }),
    ),
  };
}

export interface SignerSource {
  readonly id: string;
  readonly signedData: SignedData;
  readonly coverage: Coverage;
  /** What this signer signs; null: it was not given. */
  readonly contentOf: (signer: SignerInfo) => Data | null;
  /** Of the signature where it is not told by the attributes alone (PDF, containers). */
  readonly formatOf?: (signer: SignerInfo) => Format;
  /** Of a counter-signature. */
  readonly counter?: true;
}

export function readSigner(entry: SignerEntry, source: SignerSource): SignatureEntry {
  return entry.readable
    ? { readable: true, signature: signatureFacts(entry.signer, source) }
    : { readable: false, id: source.id, fault: entry.fault };
}

export function signatureFacts(signer: SignerInfo, source: SignerSource): SignatureFacts {
  const { id, signedData, counter } = source;
  const attributes = signer.signedAttributes;
  const content = source.contentOf(signer);
  const contentType = counter === true ? null : signedData.contentType;
  return {
    id,
    format: source.formatOf?.(signer) ?? (isCades(signer) ? 'CAdES' : 'CMS'),
    level: claimedLevel(signer, signedData),
    oddities: [],
    signer: hintOf(signer),
    algorithm: { by: 'oid', algorithm: signer.signatureAlgorithm, digestOid: signer.digestOid },
    signedBytes: attributes === null ? content : [attributes.encoded],
    value: signer.signature,
    references: attributes === null ? [] : [contentReference(signer, content)],
    dataFound: content !== null,
    certificateReferences: attributes?.facts.signingCertificates ?? [],
    signingTimes: attributes?.facts.signingTimes ?? [],
    contentTimeStamps: contentTimeStamps(signer, content),
    timeStamps: cmsTimeStamps(signer, signedData, content),
    counterSignatures: signer.unsigned.counterSignatures.map((nested, index) =>
      readSigner(nested, {
        id: `${id}-counter-${index + 1}`,
        signedData,
        coverage: source.coverage,
        // RFC 5652 section 11.4: a counter-signature signs the contents octets of the signature value.
        contentOf: () => [signer.signature],
        counter: true,
      }),
    ),
    signaturePolicy: signaturePolicyOf(signer),
    properties: cmsProperties(signer),
    material: joinMaterial([signedData, ...signerMaterial(signer)]),
    coverage: content === null ? null : source.coverage,
    changesAfter: 'none',
    detail: { syntax: 'cms', signer, signedData, contentType, content },
    pdf: null,
    container: null,
  };
}

/** RFC 5652 section 5.3, SignerIdentifier. */
function hintOf({ identifier }: SignerInfo): SignerHint {
  const named = identifier.by === 'issuer-serial';
  return {
    issuerSerial: named ? identifier : null,
    keyIdentifier: named ? null : identifier.keyIdentifier,
    certificates: [],
    publicKey: null,
  };
}

function contentReference(signer: SignerInfo, content: Data | null): Reference {
  return {
    what: 'the content',
    role: 'document',
    digest: { stated: signer.digestOid, digest: digestByOid(signer.digestOid) },
    expected: signer.signedAttributes?.facts.messageDigests ?? [],
    data: content,
    missing: content === null ? 'absent' : null,
  };
}

/**
 * Who offers content beside an encapsulated one means the same bytes; else it is open what the verdict is about. So it is
 * where the file goes on behind the structure: one program reads its beginning, another its end.
 */
function coverageOf(
  { content }: SignedData,
  contents: readonly DetachedContent[],
  followed: boolean,
): Coverage {
  if (followed) return 'ambiguous';
  if (content === null || contents.length === 0) return 'full';
  const own = Buffer.concat(content);
  return contents.some(({ bytes }) => sameBytes(Buffer.concat([...bytes]), own)) ? 'full' : 'ambiguous';
}

/** What a SignedData carries in its fields and in the attributes of its signers. */
export function embeddedMaterial(signedData: SignedData): Material {
  const signers = signedData.signers.flatMap((entry) => (entry.readable ? nested(entry.signer) : []));
  return joinMaterial([signedData, ...signers.flatMap(signerMaterial)]);
}

/** In its attributes, signed and unsigned. */
function signerMaterial({ signedAttributes, unsigned }: SignerInfo): readonly Material[] {
  const signed = signedAttributes?.attributes ?? [];
  return [unsigned, ...signed.flatMap(({ oid, values }) => values.map((value) => materialOf(oid, value)))];
}

/** A signer and all that countersign it. */
function nested(signer: SignerInfo): readonly SignerInfo[] {
  const counters = signer.unsigned.counterSignatures.flatMap((entry) =>
    entry.readable ? nested(entry.signer) : [],
  );
  return [signer, ...counters];
}
