/**
 * The context of one validation in parsed form, with the material that the file itself brings.
 *
 * @module
 */
import { OID } from '../encoding/oids';
import { embeddedMaterial } from '../formats/cms/read';
import { type TimeStampToken, tryParseToken } from '../formats/cms/time-stamp-token';
import type { SignatureEntry, SignatureFacts, SignedFile, TimeStampFacts } from '../formats/facts';
import { joinMaterial, type Material } from '../formats/material';
import type { AlgorithmPolicy, TimeModel } from '../model/policy';
import { type Certificate, tryParseCertificate } from '../pki/certificate';
import { tryParseCrl } from '../pki/crl';
import { tryParseOcsp } from '../pki/ocsp';
import type { RevocationMaterial } from '../pki/revocation';
import type { ValidationContext } from './validation';

export interface Environment {
  readonly now: number;
  readonly anchors: readonly Certificate[];
  /** Every certificate at hand; none of them is trusted for being here. */
  readonly pool: readonly Certificate[];
  readonly revocation: RevocationMaterial;
  readonly policy: AlgorithmPolicy;
  readonly timeModel: TimeModel;
  /** Every time-stamp token of the file, read once; undefined where the bytes are none. */
  readonly tokens: ReadonlyMap<Uint8Array, TimeStampToken | undefined>;
}

/** A file may bring as much as an honest one needs; the rest would only cost time. */
const MOST_EMBEDDED = { certificates: 512, lists: 128, responses: 256 };

export function prepare(context: ValidationContext, file: SignedFile): Environment {
  const tokens = tokensOf(file);
  const embedded = bounded(materialOf(file, tokens));
  const anchors = anchorsOf(context);
  const given = parsedOnce(context.material);
  const pool = [...new Set([...certificates(embedded.certificates), ...given.certificates])];
  return {
    now: context.currentTime.getTime(),
    anchors,
    pool,
    revocation: {
      crls: [...present(embedded.crls.map(tryParseCrl)), ...given.crls],
      ocspResponses: [...present(embedded.ocspResponses.map(tryParseOcsp)), ...given.ocspResponses],
      certificates: pool,
      responders: [...certificates(context.responders ?? []), ...anchors.filter(isResponderAnchor)],
    },
    policy: context.algorithms,
    timeModel: context.timeModel,
    tokens,
  };
}

// Who judges many files hands over the same anchors and material each time: they go when the caller lets go of them.
const parsedAnchors = new WeakMap<ValidationContext['anchors'], readonly Certificate[]>();
const parsedMaterial = new WeakMap<Material, Omit<RevocationMaterial, 'responders'>>();

function anchorsOf({ anchors }: ValidationContext): readonly Certificate[] {
  const known = parsedAnchors.get(anchors);
  if (known !== undefined) return known;
  const all = certificates(anchors);
  parsedAnchors.set(anchors, all);
  return all;
}

/** A trusted list names responders as services of their own; whoever trusts one as a responder trusts what it answers. */
function isResponderAnchor({ extendedKeyUsage, basicConstraints }: Certificate): boolean {
  // An authority answers for what it issued, whatever else its certificate allows it.
  return extendedKeyUsage?.includes(OID.purposeOcspSigning) === true && basicConstraints?.ca !== true;
}

function parsedOnce(material: Material): Omit<RevocationMaterial, 'responders'> {
  const known = parsedMaterial.get(material);
  if (known !== undefined) return known;
  const all = {
    certificates: certificates(material.certificates),
    crls: present(material.crls.map(tryParseCrl)),
    ocspResponses: present(material.ocspResponses.map(tryParseOcsp)),
  };
  parsedMaterial.set(material, all);
  return all;
}

function bounded({ certificates: all, crls, ocspResponses }: Material): Material {
  return {
    certificates: all.slice(0, MOST_EMBEDDED.certificates),
    crls: crls.slice(0, MOST_EMBEDDED.lists),
    ocspResponses: ocspResponses.slice(0, MOST_EMBEDDED.responses),
  };
}

/** Bytes that are no certificate are of no use and do no harm. */
export function certificates(all: readonly Uint8Array[]): readonly Certificate[] {
  return [...new Set(present(all.map(tryParseCertificate)))];
}

function present<T>(all: readonly (T | undefined)[]): readonly T[] {
  return all.filter((one): one is T => one !== undefined);
}

/** Of the file and of the tokens in it. */
function materialOf(file: SignedFile, tokens: Environment['tokens']): Material {
  if (tokens.size === 0) return file.material;
  const inTokens = [...tokens.values()].flatMap((token) =>
    token === undefined ? [] : [embeddedMaterial(token.signedData)],
  );
  return joinMaterial([file.material, ...inTokens]);
}

function tokensOf(file: SignedFile): Environment['tokens'] {
  const all = signaturesIn(file.signatures).flatMap(timeStampsOf);
  return new Map(all.map(({ token }) => [token, tryParseToken(token)]));
}

export function timeStampsOf({ contentTimeStamps, timeStamps }: SignatureFacts): readonly TimeStampFacts[] {
  return [...contentTimeStamps, ...timeStamps];
}

/** Counter-signatures included. */
export function signaturesIn(entries: readonly SignatureEntry[]): readonly SignatureFacts[] {
  return entries.flatMap((entry) =>
    entry.readable ? [entry.signature, ...signaturesIn(entry.signature.counterSignatures)] : [],
  );
}
