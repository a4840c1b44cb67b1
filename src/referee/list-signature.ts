/**
 * The signature of a trusted list: who signed it, and whether all of it is signed and intact.
 *
 * It says nothing of who may sign lists: that is for whoever names the signer, or takes the list from a place that they trust.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_ts/119600_119699/119612/ ETSI TS 119 612, section 5.7}
 * @module
 */
import { sameBytes } from '../encoding/bytes';
import { NO_MATERIAL } from '../formats/material';
import { readXml } from '../formats/xades/read';
import { formatVerdict } from '../model/verdict';
import { certificates, signaturesIn } from './environment';
import { ownFindings } from './own-findings';
import { identifyCertificate } from './signing-certificate';
import { validate } from './validate';
import type { SignatureReport, ValidationContext } from './validation';

export type ListSignature =
  | { readonly is: 'missing' }
  /** `why`: half a sentence. */
  | { readonly is: 'broken'; readonly why: string }
  | {
      readonly is: 'intact';
      /** RFC 4514. */
      readonly signedBy: string;
      /** It is one of the certificates that were named; null where none was. */
      readonly named: boolean | null;
    };

export interface ListContext extends Pick<ValidationContext, 'currentTime' | 'algorithms'> {
  /** Who may sign the list, DER certificates; empty: nobody was named. */
  readonly signers: readonly Uint8Array[];
}

/** `startReferee()` must have been awaited. */
export function listSignature(list: Uint8Array, context: ListContext): ListSignature {
  const { signatures, material } = readXml(list, []);
  const [only, ...others] = signaturesIn(signatures);
  if (signatures.length === 0) return { is: 'missing' };
  if (only === undefined || others.length > 0)
    return { is: 'broken', why: 'it is not one signature that can be read' };
  const { currentTime, algorithms, signers } = context;
  const signer = identifyCertificate(only, certificates([...material.certificates, ...signers]));
  if (signer === null) return { is: 'broken', why: 'the certificate of its signer is not at hand' };
  // As its own anchor: what is asked is the signature, and not whom its signer belongs to.
  const anchors = [signer.der];
  const [report] = validate({
    file: list,
    contents: [],
    context: {
      ...{ currentTime, algorithms, anchors },
      material: { ...NO_MATERIAL, certificates: signers },
      timeModel: 'now',
    },
  }).signatures;
  const why = report === undefined ? 'it cannot be judged' : faultOf(report);
  if (why !== null) return { is: 'broken', why };
  const named = signers.length === 0 ? null : signers.some((der) => sameBytes(der, signer.der));
  return { is: 'intact', signedBy: signer.subjectText, named };
}

/** Nothing in a list is there for nothing: a service outside of what is signed is anybody's. */
function faultOf(report: SignatureReport): string | null {
  if (report.indication === 'TOTAL_PASSED')
    return report.coverage === 'full' ? null : 'it does not cover the whole list';
  const finding = ownFindings(report).find(({ status }) => status !== 'passed');
  return `${formatVerdict(report)}${finding === undefined ? '' : `, ${finding.found}`}`;
}
