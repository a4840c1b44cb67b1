/**
 * The context of one validation in parsed form, with the material that the file itself brings.
 *
 * @module
 */
import type { SignedData } from '../formats/cms/signed-data';
import type { SignerInfo } from '../formats/cms/signer-info';
import type { AlgorithmPolicy, TimeModel } from '../model/policy';
import { type Certificate, tryParseCertificate } from '../pki/certificate';
import { tryParseCrl } from '../pki/crl';
import { tryParseOcsp } from '../pki/ocsp';
import type { RevocationMaterial } from '../pki/revocation';
import type { Material, ValidationContext } from './validation';

export interface Environment {
  readonly now: number;
  readonly anchors: readonly Certificate[];
  /** Every certificate at hand; none of them is trusted for being here. */
  readonly pool: readonly Certificate[];
  readonly revocation: RevocationMaterial;
  readonly policy: AlgorithmPolicy;
  readonly timeModel: TimeModel;
}

/** A file may bring as much as an honest one needs; the rest would only cost time. */
const MOST_EMBEDDED = { certificates: 512, lists: 128, responses: 256 };

export function prepare(context: ValidationContext, brought: Material): Environment {
  const embedded = bounded(brought);
  const anchors = certificates(context.anchors);
  const pool = certificates([...embedded.certificates, ...context.material.certificates]);
  return {
    now: context.currentTime.getTime(),
    anchors,
    pool,
    revocation: {
      crls: present([...embedded.crls, ...context.material.crls].map(tryParseCrl)),
      ocspResponses: present(
        [...embedded.ocspResponses, ...context.material.ocspResponses].map(tryParseOcsp),
      ),
      certificates: pool,
    },
    policy: context.algorithms,
    timeModel: context.timeModel,
  };
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

/** What a SignedData carries in its fields and in the unsigned attributes of its signers. */
export function embeddedMaterial(signedData: SignedData): Material {
  const signers = signedData.signers.flatMap((entry) => (entry.readable ? nested(entry.signer) : []));
  return joinMaterial([signedData, ...signers.map(({ unsigned }) => unsigned)]);
}

/** A signer and all that countersign it. */
function nested(signer: SignerInfo): readonly SignerInfo[] {
  const counters = signer.unsigned.counterSignatures.flatMap((entry) =>
    entry.readable ? nested(entry.signer) : [],
  );
  return [signer, ...counters];
}

export function joinMaterial(all: readonly Material[]): Material {
  return {
    certificates: all.flatMap((one) => one.certificates),
    crls: all.flatMap((one) => one.crls),
    ocspResponses: all.flatMap((one) => one.ocspResponses),
  };
}
