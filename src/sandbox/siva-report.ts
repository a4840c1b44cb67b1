/**
 * The verdict of the referee in the words of a SiVa validation conclusion: what we know, nothing made up.
 *
 * @module
 */
import type { SubIndication } from '../model/verdict';
import type { Finding, SignatureReport, ValidationReport } from '../referee/validation';

export interface ConclusionContext {
  readonly filename: string;
  readonly validationTime: Date;
  readonly policy: string;
}

/** SiVa's library is older than these two values of EN 319 102-1: it says what they were split from. */
const OLDER: ReadonlyMap<SubIndication, SubIndication> = new Map([
  ['NO_CERTIFICATE_CHAIN_FOUND_NO_POE', 'NO_CERTIFICATE_CHAIN_FOUND'],
  ['REVOCATION_OUT_OF_BOUNDS_NO_POE', 'OUT_OF_BOUNDS_NO_POE'],
]);

export function conclusionOf(report: ValidationReport, context: ConclusionContext): object {
  const { signatures } = report;
  const form = signatures[0]?.format?.split('/')[0];
  return {
    validationReport: {
      validationConclusion: {
        policy: {
          policyName: context.policy,
          policyDescription: 'simulated by tamga',
          policyUrl: '',
        },
        signaturesCount: signatures.length,
        validSignaturesCount: signatures.filter(({ indication }) => indication === 'TOTAL_PASSED').length,
        validationLevel: 'ARCHIVAL_DATA',
        validationTime: seconds(context.validationTime.toISOString()),
        validatedDocument: { filename: context.filename },
        ...(form?.startsWith('ASiC') && { signatureForm: form }),
        signatures: signatures.map(signature),
      },
    },
  };
}

function signature(one: SignatureReport): object {
  return {
    id: one.id,
    indication: one.indication.replace('_', '-'),
    // Left out where the signature passed.
    ...(one.subIndication !== null && { subIndication: OLDER.get(one.subIndication) ?? one.subIndication }),
    signatureFormat: formatOf(one),
    signatureLevel: 'NA',
    signedBy: one.signedBy,
    claimedSigningTime: one.signingTime === null ? '' : seconds(one.signingTime),
    info: { bestSignatureTime: seconds(one.bestSignatureTime) },
    errors: one.findings.filter(({ status }) => status === 'failed').map(content),
    warnings: one.findings.filter(({ status }) => status === 'undecided').map(content),
  };
}

function content({ found }: Finding): object {
  return { content: found };
}

/** `CAdES_BASELINE_T`: by the signature, also in a container. */
function formatOf({ format, level }: SignatureReport): string {
  const [first, inner] = (format ?? 'UNKNOWN').split('/');
  const name = inner ?? first;
  return level === null || level === 'none' ? `${name}_NOT_ETSI` : `${name}_BASELINE_${level.slice(2)}`;
}

function seconds(time: string): string {
  return time.replace(/\.\d+Z$/, 'Z');
}
