/**
 * The certificate is meant for what it does: signing documents, or stamping time.
 *
 * @module
 */
import { OID } from '../../encoding/oids';
import type { Certificate } from '../../pki/certificate';
import { type Check, passed, undecided } from '../check';
import type { PathSubject } from '../path-subject';

export const certificatePurpose: Check<PathSubject> = {
  id: 'x509-validation.purpose',
  clause: { doc: 'EN 319 102-1', section: '5.2.6' },
  requires: 'Key usage and extended key usage of the certificate allow what it was used for.',

  run({ target, purpose }) {
    const fault =
      keyUsageFault(target) ?? (purpose === 'time-stamping' ? timeStampingFault(target) : undefined);
    return fault === undefined
      ? passed('key usage and extended key usage allow it')
      : undecided(fault, 'CHAIN_CONSTRAINTS_FAILURE');
  },
};

/** RFC 5280 section 4.2.1.3. */
function keyUsageFault({ keyUsage }: Certificate): string | undefined {
  if (keyUsage === null || keyUsage.has('digitalSignature') || keyUsage.has('nonRepudiation'))
    return undefined;
  return 'the key usage has neither digitalSignature nor nonRepudiation';
}

/** RFC 3161 section 2.3: the purpose stands alone, and critical. */
function timeStampingFault({ extendedKeyUsage, extensions }: Certificate): string | undefined {
  const [purpose, ...others] = extendedKeyUsage ?? [];
  if (purpose !== OID.purposeTimeStamping || others.length > 0) {
    return 'the extended key usage of the TSA is not timeStamping alone';
  }
  return extensions.get(OID.extendedKeyUsage)?.critical === true
    ? undefined
    : 'the extended key usage of the TSA is not critical';
}
